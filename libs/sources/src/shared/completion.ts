import { isObject, jsonObject, type Json } from './json.js';

/**
 * What a delivery left open and somebody else said: the gateway, when it was asked, or a person. `products` are ids as the
 * gateway has them; `email` as written.
 */
export interface Completion {
  readonly by: 'look-up' | 'person';
  readonly products?: readonly string[];
  readonly email?: string;
  readonly name?: string;
}

const MARK = 'catraca_completion';

/**
 * The delivery that goes into the log when an answer came: the event once more, and beside it the answer, with what was answered
 * before. Undefined: the event is no JSON object.
 */
export const completedBody = (event: Buffer, completion: Completion): Buffer | undefined => {
  const json = jsonObject(event);
  if (!json) return undefined;
  const { event: told, completion: before } = eventIn(json);
  return Buffer.from(JSON.stringify({ [MARK]: { ...before, ...completion }, event: told }), 'utf8');
};

const textsIn = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : undefined;
const textIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** The event inside a body, and what completes it, if anything does. No gateway can send such a body: it would have to sign it. */
export const eventIn = (json: Json): { event: Json; completion?: Completion } => {
  const { [MARK]: said, event } = json;
  if (!isObject(said) || !isObject(event)) return { event: json };
  const [products, email, name] = [textsIn(said['products']), textIn(said['email']), textIn(said['name'])];
  const by = said['by'] === 'person' ? 'person' : 'look-up';
  return { event, completion: { by, ...(products && { products }), ...(email && { email }), ...(name && { name }) } };
};
