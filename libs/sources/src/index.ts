import { cativa } from './cativa/index.js';
import { hotmart } from './hotmart/index.js';
import type { Source } from './source.js';

export * from './source.js';
export * from './examples.js';
export { blankSecrets } from './shared/blank.js';
export { completedBody, type Completion } from './shared/completion.js';

/** Every system that may post to us, by name: one line each. */
export const sources = {
  hotmart,
  cativa,
} satisfies Record<string, Source>;
