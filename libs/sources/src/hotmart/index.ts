import { FORM, type Source } from '../source.js';
import { examples } from './examples.js';
import { read } from './read.js';
import { sign, verify } from './verify.js';

/** Hotmart's webhook, both schemas: 2.0.0, and 1.0.0 with its orders as forms. */
export const hotmart: Source = {
  name: 'hotmart',
  signs: 'token',
  contentTypes: ['application/json', FORM],
  keptHeaders: ['content-type', 'user-agent'],
  secretFields: ['hottok'],
  shape: {
    // A form of 1.0.0 has its status for an event.
    event: ['event', 'status'],
    enums: [
      'data.purchase.status',
      'data.purchase.payment.type',
      'data.subscription.status',
      'data.purchase.invoice_by',
      'data.purchase.business_model',
      'callback_type',
      'payment_engine',
      'payment_type',
      'subscription_status',
    ],
  },
  examples,
  verify,
  read,
  sign,
};
