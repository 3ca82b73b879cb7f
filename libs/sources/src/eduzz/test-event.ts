import { idText } from '#domain';
import type { Json } from '../shared/json.js';
import { blockIn } from './body.js';

/** Invented values of what the old panel sends when an address is saved; no real sale has them. */
const TRANSACTION_KEY = '7d8as76fa8d8sa7da8g78a6sd';
const LEAD = '36ec1293-17f8-404a-bbda-b58eaeb21aab';

/** The very first invoice for the very first product: real ones have long had more digits. Either alone proves nothing. */
const isFirstOfAll = (invoice: unknown, product: unknown): boolean => idText(invoice) === '1' && idText(product) === '1';

/** A test carries the account's real key, so only its invented values tell it from a sale. */
export const isTestEvent = (json: Json): boolean =>
  json['trans_key'] === TRANSACTION_KEY ||
  json['identifier'] === LEAD ||
  isFirstOfAll(json['trans_cod'], json['product_cod']) ||
  isFirstOfAll(json['invoiceId'], blockIn(json, 'product')?.['id']);
