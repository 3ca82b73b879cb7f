import { Transform } from 'class-transformer';
import { idText } from '#domain';
import { Block, Id, type Need } from '../shared/fields.js';
import { isObject, type Json } from '../shared/json.js';

interface Seen {
  readonly obj: Json;
  readonly key: string;
  readonly value: unknown;
}

/** Looks at a value as it was sent, before `decorator` reads it: of two transforms, the one added later runs first. */
const asSent = (decorator: PropertyDecorator, look: (sent: unknown, value: unknown) => unknown): PropertyDecorator => {
  const first = Transform(({ obj, key, value }: Seen) => look(obj[key], value));
  return (target, key) => [decorator, first].forEach((decorate) => decorate(target, key));
};

/** An id, or the object behind it, of which only the id is read: Stripe sends either, as the endpoint or the version has it. An object without one is unreadable. */
export const Ref = (need?: Need): PropertyDecorator => asSent(Id(need), (sent, value) => (isObject(sent) ? (idText(sent['id']) ?? value) : value));

/** A price, or the older plan; both name their product. */
export class Price {
  @Id() readonly id?: string;
  @Ref() readonly product?: string;
}

/** A price as an object, or only its id. */
export const PriceRef = (): PropertyDecorator =>
  asSent(
    Block(() => Price),
    (sent, value) => (typeof sent === 'string' ? Object.assign(new Price(), { id: idText(sent) }) : value),
  );
