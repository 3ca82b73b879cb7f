import { formFields } from '../shared/form.js';
import { jsonObject, type Json } from '../shared/json.js';
import { FORM, type Delivery } from '../source.js';

/** A delivery taken apart as far as its schema: 2.0.0 and the lesser words of 1.0.0 are JSON, the orders of 1.0.0 are forms. */
export type Sent = { readonly as: 'form' | 'json'; readonly fields: Json };

/** What 1.0.0 sends as JSON. */
export type KindV1 = 'cart' | 'cancellation' | 'switch';

/** Each of these alone makes a form without a content type an order. */
const FORM_MARKS = ['transaction', 'status', 'callback_type'];

/** 1.0.0 does not name what it sends as JSON; it is known by its fields (told apart in this order by a consumer in public). */
const KINDS: readonly (readonly [KindV1, readonly string[]])[] = [
  ['cart', ['affiliate', 'productName']],
  ['cancellation', ['cancellationDate']],
  ['switch', ['switchPlanDate']],
];

const has = (fields: Json, names: readonly string[]): boolean => names.every((name) => Object.hasOwn(fields, name));

export const saysForm = (contentType: string | undefined): boolean => contentType?.split(';')[0]?.trim().toLowerCase() === FORM;

/** Only 2.0.0 names its event. */
export const isUnnamed = (json: Json): boolean => !Object.hasOwn(json, 'event');

/** Which of 1.0.0's JSON bodies this is, if any. */
export const kindOfV1 = (json: Json): KindV1 | undefined => (isUnnamed(json) ? KINDS.find(([, names]) => has(json, names))?.[0] : undefined);

const formIn = ({ body, headers }: Delivery): Json | undefined => {
  const fields = formFields(body);
  const isOrder = fields !== undefined && (saysForm(headers['content-type']) || FORM_MARKS.some((mark) => has(fields, [mark])));
  return isOrder ? fields : undefined;
};

/** A JSON object is one whatever the header says: no form looks like it. Undefined: neither JSON nor an order. */
export const sentIn = (delivery: Delivery): Sent | undefined => {
  const json = jsonObject(delivery.body);
  if (json !== undefined) return { as: 'json', fields: json };
  const fields = formIn(delivery);
  return fields && { as: 'form', fields };
};
