import { FORM, type Source } from '../source.js';
import { examples } from './examples.js';
import { read } from './read.js';
import { sign, verify } from './verify.js';

/** Eduzz: its current webhook, the one before it, and the custom delivery of a product, all on one channel. */
export const eduzz: Source = {
  name: 'eduzz',
  signs: 'body',
  contentTypes: ['application/json', FORM],
  keptHeaders: ['content-type', 'user-agent'],
  secretFields: [
    'originSecret',
    'origin_secret',
    'origin',
    'api_key',
    'cus_apikey',
    'request_token',
    'edz_cli_origin_secret',
    'edz_cli_apikey',
    'sid',
    'nsid',
    'fields[edz_cli_origin_secret]',
    'fields[edz_cli_apikey]',
    'fields[sid]',
    'fields[nsid]',
  ],
  shape: {
    event: ['event', 'type'],
    enums: [
      'data.status',
      'data.paymentMethod',
      'data.payment.method',
      'data.chargeback.status',
      'data.contract.status',
      'data.contract.payment.method',
      'data.items.billingType',
      'trans_status',
      'trans_paymentmethod',
      'refund_type',
      'recurrence_status',
      'product_chargetype',
    ],
  },
  examples,
  verify,
  read,
  sign,
};
