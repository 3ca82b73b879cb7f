import { exampleValues } from '../examples.js';
import type { Delivery, KeyedFact, ReadContext, Reading } from '../source.js';
import { examples } from './examples.js';
import { read } from './read.js';
import { sign } from './verify.js';

/* The tests' hands: an example with something changed, and what is read from it. */

const context: ReadContext = { personOf: (address) => `key of ${address}`, testsAreReal: false };
const NOW = new Date('2026-11-20T12:00:00.000Z');
export const SENT = new Date('2026-11-20T12:00:07.000Z');
const VALUES = exampleValues(
  { member: 'm1', badge: 'b1', badges: ['b1', 'b2'], email: 'Bia@Example.com', name: 'Bia Souza', charge: 'pay1', product: 'wall1' },
  NOW,
);

export type Body = Record<string, unknown>;
export type Name = keyof typeof examples;

export const asBody = (value: unknown): Body => Object(value) as Body;
export const exampleOf = (name: Name): Body => asBody(JSON.parse(JSON.stringify(examples[name].body(VALUES))));

/** The example with some of its own fields, and of its user's, set to something else. */
export const bodyOf = (name: Name, changes: Body = {}, user: Body = {}): Body => {
  const body = exampleOf(name);
  return { ...body, User: { ...asBody(body.User), ...user }, ...changes };
};

const deliveryOf = (body: unknown, headers: Delivery['headers'] = {}): Delivery => {
  const bytes = Buffer.from(JSON.stringify(body));
  return {
    channel: 'cativa',
    query: {},
    receivedAt: SENT.toISOString(),
    body: bytes,
    headers: { ...sign(bytes, 'whsec_x', SENT).headers, ...headers },
  };
};

export const UNSIGNED = { 'x-cativa-signature': undefined };
export const readBody = (body: unknown, headers: Delivery['headers'] = {}): Reading => read(deliveryOf(body, headers), context);
export const factsIn = (body: unknown, headers: Delivery['headers'] = {}): readonly KeyedFact[] => {
  const reading = readBody(body, headers);
  return reading.kind === 'facts' ? reading.facts : [];
};
export const saidIn = (body: unknown, headers: Delivery['headers'] = {}) => factsIn(body, headers).map(({ fact }) => fact);

export const AT = NOW.toISOString();
export const PERSON = 'key of bia@example.com';
export const seen = (occurredAt: string, badges?: readonly string[]) => ({
  type: 'MemberSeen',
  data: { occurredAt, member: 'm1', person: PERSON, ...(badges && { badges }) },
});
