import type { Source } from '../source.js';
import { examples } from './examples.js';
import { read } from './read.js';
import { sign, verify } from './verify.js';

/** Stripe's webhook with snapshot events, of Checkout and Billing, in the shapes before and since the API version Basil. */
export const stripe: Source = {
  name: 'stripe',
  signs: 'body+time',
  contentTypes: ['application/json'],
  keptHeaders: ['content-type', 'user-agent'],
  secretFields: ['client_secret'],
  shape: {
    event: ['type'],
    enums: [
      'data.object.object',
      'data.object.mode',
      'data.object.payment_status',
      'data.object.status',
      'data.object.billing_reason',
      'data.object.parent.type',
      'data.object.payment.type',
    ],
  },
  examples,
  verify,
  read,
  sign,
};
