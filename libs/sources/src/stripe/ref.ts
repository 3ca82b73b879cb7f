import { idText } from '#domain';
import { Field, readBlock, type Need } from '../shared/field.js';
import { Id } from '../shared/fields.js';
import { isObject } from '../shared/json.js';

/** An id, or the object behind it, of which only the id is read: Stripe sends either, as the endpoint or the version has it. An object without one is unreadable. */
export const Ref = (need?: Need): PropertyDecorator => Field('an id', (sent) => idText(isObject(sent) ? sent['id'] : sent), need);

/** A price, or the older plan; both name their product. */
export class Price {
  @Id() readonly id?: string;
  @Ref() readonly product?: string;
}

/** A price as an object, or only its id. */
export const PriceRef = (): PropertyDecorator =>
  Field('an object', (sent) => (typeof sent === 'string' ? Object.assign(new Price(), { id: idText(sent) }) : readBlock(Price, sent)));
