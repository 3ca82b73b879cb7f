import type { Source } from '../source.js';
import { examples } from './examples.js';
import { AUTOMATION, EXECUTION, read } from './read.js';
import { SIGNATURE, sign, verify } from './verify.js';

/** The community itself: who its members are, and which badges they hold. */
export const cativa: Source = {
  name: 'cativa',
  signs: 'body+time',
  contentTypes: ['application/json'],
  keptHeaders: ['content-type', 'user-agent', SIGNATURE, AUTOMATION, EXECUTION],
  secretFields: [],
  shape: { event: [], enums: ['Payment.TipoPagamento', 'Payment.Gateway'] },
  examples,
  verify,
  read,
  sign,
};
