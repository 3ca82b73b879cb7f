import { exampleBytes, exampleValues } from '../examples.js';
import { changedBody, context, deliveryOf, factsIn, jsonDelivery, NOW, type Body } from '../shared/given.js';
import type { Example, ExampleValues, KeyedFact, Reading } from '../source.js';
import { examples } from './examples.js';
import { read } from './read.js';

/* The tests' hands: an example with something changed, and what is read from it. */

export { context, NOW, waits, type Body } from '../shared/given.js';
export const VALUES = exampleValues(
  {
    id: 'evt1',
    sale: '3456',
    charge: '90001',
    product: '77',
    offer: 'o1',
    email: ' Bia@Example.com ',
    name: 'Bia Souza',
    paidUntil: '2026-12-20T03:00:00.000Z',
  },
  NOW,
);

export type Name = keyof typeof examples;

/** An example with its fields at these dotted places set to something else; undefined takes them away. */
export const bodyOf = (name: Name, changes: Body = {}, values: ExampleValues = VALUES): Body => changedBody(examples[name].body(values), changes);

export const readBody = (body: unknown, using = context): Reading => read(jsonDelivery(body), using);
export const reading = (name: Name, changes: Body = {}): Reading => readBody(bodyOf(name, changes));

/** The flat bodies have dots nowhere but brackets in their names, so changes to them are given whole. */
export const formReading = (name: Name, changes: Readonly<Record<string, string | undefined>> = {}, using = context): Reading => {
  const example: Example = examples[name];
  const body = Object.fromEntries(Object.entries({ ...bodyOf(name), ...changes }).filter(([, value]) => value !== undefined));
  return read(deliveryOf(exampleBytes({ ...example, body: () => body }, VALUES)), using);
};

export const factsOf = (name: Name, changes: Body = {}): readonly KeyedFact[] => factsIn(reading(name, changes));
export const factOf = (name: Name, changes: Body = {}): KeyedFact | undefined => factsOf(name, changes)[0];
export const dataOf = (name: Name, changes: Body = {}): unknown => factOf(name, changes)?.fact.data;
export const formFact = (name: Name, changes: Readonly<Record<string, string | undefined>> = {}): KeyedFact | undefined =>
  factsIn(formReading(name, changes))[0];

/** What stands in a field of something that may be anything. */
export const fieldIn = (value: unknown, name: string): unknown => (Object(value) as Body)[name];

export const PERSON = 'key of bia@example.com';
export const AT = NOW.toISOString();
