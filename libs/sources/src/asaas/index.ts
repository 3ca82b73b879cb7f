import type { Source } from '../source.js';
import { examples } from './examples.js';
import { read } from './read.js';
import { sign, verify } from './verify.js';

/** Asaas's webhook for charges (API v3), of a seller's own account. */
export const asaas: Source = {
  name: 'asaas',
  signs: 'token',
  contentTypes: ['application/json'],
  keptHeaders: ['content-type', 'user-agent'],
  secretFields: ['creditCardToken', 'access_token'],
  shape: { event: ['event'], enums: ['payment.status', 'payment.billingType', 'payment.chargeback.status'] },
  examples,
  verify,
  read,
  sign,
};
