import type { Source } from '../source.js';
import { examples } from './examples.js';
import { read } from './read.js';
import { sign, verify } from './verify.js';

/** Hotmart's webhook, version 2.0.0. */
export const hotmart: Source = {
  name: 'hotmart',
  signs: 'token',
  contentTypes: ['application/json'],
  keptHeaders: ['content-type', 'user-agent'],
  secretFields: ['hottok'],
  shape: {
    event: ['event'],
    enums: [
      'data.purchase.status',
      'data.purchase.payment.type',
      'data.subscription.status',
      'data.purchase.invoice_by',
      'data.purchase.business_model',
    ],
  },
  examples,
  verify,
  read,
  sign,
};
