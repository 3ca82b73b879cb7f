import { exampleValues } from '../examples.js';
import type { ExampleValues, KeyedFact, ReadContext, Reading } from '../source.js';
import { examples } from './examples.js';
import { read } from './read.js';

/* The tests' hands: an example with something changed, and what is read from it. */

export const context: ReadContext = { personOf: (address) => `key of ${address}`, testsAreReal: false };
export const NOW = new Date('2026-11-20T12:00:00.000Z');
export const VALUES = exampleValues(
  {
    sale: 'S1',
    charge: 'HP1',
    product: '77',
    plan: '5',
    offer: 'o1',
    email: ' Bia@Example.com ',
    name: 'Bia Souza',
    paidUntil: '2026-12-20T03:00:00.000Z',
  },
  NOW,
);

export type Body = Record<string, unknown>;
export type Name = keyof typeof examples;

const asBody = (value: unknown): Body => Object(value) as Body;

/** An example with its fields at these dotted places set to something else; undefined takes them away. */
export const bodyOf = (name: Name, changes: Body = {}, values: ExampleValues = VALUES): Body => {
  const body = asBody(JSON.parse(JSON.stringify(examples[name].body(values))));
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    const parent = keys.slice(0, -1).reduce((at, key) => asBody(at[key]), body);
    parent[keys.at(-1) ?? ''] = value;
  }
  return body;
};

export const readBody = (body: unknown, using = context): Reading =>
  read({ channel: 'hotmart', body: Buffer.from(JSON.stringify(body)), headers: {}, query: {} }, using);
export const reading = (name: Name, changes: Body = {}): Reading => readBody(bodyOf(name, changes));

export const factOf = (name: Name, changes: Body = {}): KeyedFact | undefined => {
  const said = reading(name, changes);
  return said.kind === 'facts' ? said.facts[0] : undefined;
};
export const dataOf = (name: Name, changes: Body = {}): unknown => factOf(name, changes)?.fact.data;

/** What waits for a person. */
export const waits = (...issues: readonly string[]): Reading => ({ kind: 'unreadable', issues });
export const PERSON = 'key of bia@example.com';
