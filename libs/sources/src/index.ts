import { asaas } from './asaas/index.js';
import { cativa } from './cativa/index.js';
import { eduzz } from './eduzz/index.js';
import { hotmart } from './hotmart/index.js';
import { kiwify } from './kiwify/index.js';
import type { Source } from './source.js';
import { stripe } from './stripe/index.js';

export * from './source.js';
export * from './examples.js';
export { blanking, type Blank } from './shared/blank.js';
export { completedBody, type Completion } from './shared/completion.js';
export { fingerprintOf, knownShapes, type Fingerprint } from './fingerprint.js';

/** Every system that may post to us, by name: one line each. */
export const sources = {
  hotmart,
  kiwify,
  eduzz,
  cativa,
  asaas,
  stripe,
} satisfies Record<string, Source>;
