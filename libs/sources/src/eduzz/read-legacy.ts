import { idText } from '#domain';
import type { Json } from '../shared/json.js';
import { shaped } from '../shared/shape.js';
import type { Reading } from '../source.js';
import { blockIn } from './body.js';
import { facts, ignored, unreadable, whenOf, type Heard } from './heard.js';
import { LegacyCart } from './legacy-payload.js';
import { Person } from './payload.js';
import { beneficiaryOf } from './person.js';
import { abandoned } from './read-cart.js';
import { readLegacyContract } from './read-legacy-contract.js';
import { readLegacyInvoice } from './read-legacy-invoice.js';
import { isTestEvent } from './test-event.js';

const readLegacyCart = (json: Json, heard: Heard): Reading => {
  const cart = shaped(LegacyCart, json);
  const customer = shaped(Person, blockIn(json, 'customer') ?? {});
  if (!cart.ok || !customer.ok) return unreadable('body: expected a left cart');
  const { identifier: lead, cartAccessedAt } = cart.value;
  const product = idText(blockIn(json, 'product')?.['id']);
  const who = beneficiaryOf(undefined, customer.value, heard.context);
  const when = whenOf(heard, cartAccessedAt);
  return facts(...abandoned({ products: product === undefined ? [] : [product], when, who, ...(lead !== undefined && { lead }) }));
};

/** The flat fields of before the current webhook, by their `type`; the oldest bodies have none and tell of an invoice. */
export const readLegacy = (json: Json, heard: Heard): Reading => {
  if (!heard.context.testsAreReal && isTestEvent(json)) return ignored('test event of Eduzz');
  switch (idText(json['type']) ?? 'invoice') {
    case 'invoice':
      return readLegacyInvoice(json, heard);
    case 'contract':
      return readLegacyContract(json, heard);
    case 'abandonment':
      return readLegacyCart(json, heard);
    default:
      return unreadable('type: expected invoice, contract or abandonment');
  }
};
