import { jest } from '@jest/globals';
import { claimsTarget } from '../fuzz/claims.js';
import type { Target } from '../fuzz/engine.js';
import { ingressTarget } from '../fuzz/ingress.js';
import { replays } from '../fuzz/replays.js';
import { openStage, type Stage } from '../fuzz/stage.js';
import { freshDatabase } from '../support/database.js';

jest.setTimeout(60_000);

const onDatabase =
  <Input>(targetOf: (stage: Stage) => Target<Input>) =>
  async (): Promise<Target<Input>> => {
    const database = await freshDatabase();
    const target = targetOf(await openStage(database.url));
    return { ...target, close: async () => target.close().then(database.drop) };
  };

replays('ingress', onDatabase(ingressTarget));
replays('claims', onDatabase(claimsTarget));
