import type { Source } from '../source.js';
import { examples } from './examples.js';
import { read } from './read.js';
import { sign, verify } from './verify.js';

const ENUMS = ['order_status', 'payment_method', 'product_type', 'sale_type', 'Subscription.status', 'Subscription.plan.frequency'];

/** Kiwify's sales webhook. Kiwify Banking signs in another way and is another system. */
export const kiwify: Source = {
  name: 'kiwify',
  signs: 'body',
  contentTypes: ['application/json'],
  keptHeaders: ['content-type', 'user-agent'],
  /*
   * A signature is no secret, but a body that is kept beside its signature would let whoever reads it look for the token, which
   * is short, for as long as they like, and send the body again. `url` is our own address, with the signature in its query.
   */
  secretFields: ['signature', 'url'],
  shape: {
    event: ['order.webhook_event_type', 'webhook_event_type', 'order.status', 'status'],
    enums: [...ENUMS, ...ENUMS.map((place) => `order.${place}`)],
  },
  examples,
  verify,
  read,
  sign,
};
