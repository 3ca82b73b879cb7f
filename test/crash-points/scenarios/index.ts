import type { Scenario } from '../scenario.js';
import { ask } from './ask.js';
import { catalog } from './catalog.js';
import { mail } from './mail.js';
import { members } from './members.js';
import { migrate } from './migrate.js';
import { replay } from './replay.js';
import { sale } from './sale.js';

/** Every story that is told: one line each. */
export const scenarios: readonly Scenario[] = [sale, mail, ask, catalog, members, replay, migrate];
