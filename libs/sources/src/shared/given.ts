import type { Delivery, KeyedFact, ReadContext, Reading } from '../source.js';

/* The tests' hands, for every source: a body with something changed, and what is read from it. */

export const context: ReadContext = { personOf: (address) => `key of ${address}`, testsAreReal: false };
export const NOW = new Date('2026-11-20T12:00:00.000Z');

export type Body = Record<string, unknown>;

const asBody = (value: unknown): Body => Object(value) as Body;

/** A copy of a body with its fields at these dotted places set to something else; undefined takes them away. */
export const changedBody = (original: unknown, changes: Body = {}): Body => {
  const body = asBody(JSON.parse(JSON.stringify(original)));
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    const parent = keys.slice(0, -1).reduce((at, key) => asBody(at[key]), body);
    parent[keys.at(-1) ?? ''] = value;
  }
  return body;
};

/** These bytes as they arrive, at `NOW`. */
export const deliveryOf = (body: Buffer, rest: Partial<Delivery> = {}): Delivery => ({
  channel: 'test',
  headers: {},
  query: {},
  receivedAt: NOW.toISOString(),
  body,
  ...rest,
});
export const jsonDelivery = (body: unknown, rest: Partial<Delivery> = {}): Delivery => deliveryOf(Buffer.from(JSON.stringify(body)), rest);

export const factsIn = (reading: Reading): readonly KeyedFact[] => (reading.kind === 'facts' ? reading.facts : []);

/** What waits for a person. */
export const waits = (...issues: readonly string[]): Reading => ({ kind: 'unreadable', issues });
