import { defined } from '#domain';
import { exampleBytes, exampleValues } from '../examples.js';
import { changedBody, context, deliveryOf, factsIn, jsonDelivery, NOW, type Body } from '../shared/given.js';
import type { Delivery, Example, ExampleValues, KeyedFact, Reading } from '../source.js';
import { examples } from './examples.js';
import { read } from './read.js';

/* The tests' hands: an example with something changed, and what is read from it. */

export { context, NOW, waits, type Body } from '../shared/given.js';
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

export type Name = keyof typeof examples;

/** An example with its fields at these dotted places set to something else; undefined takes them away. */
export const bodyOf = (name: Name, changes: Body = {}, values: ExampleValues = VALUES): Body => changedBody(examples[name].body(values), changes);

export const readBody = (body: unknown, using = context): Reading => read(jsonDelivery(body), using);

/** An example, changed, as it arrives: as JSON or as a form. */
export const arrived = (name: Name, changes: Body = {}): Delivery => {
  const example: Example = examples[name];
  const body = exampleBytes({ ...example, body: () => defined(bodyOf(name, changes)) }, VALUES);
  return deliveryOf(body, { headers: { 'content-type': example.contentType ?? 'application/json' } });
};
export const reading = (name: Name, changes: Body = {}, using = context): Reading => read(arrived(name, changes), using);

export const factOf = (name: Name, changes: Body = {}): KeyedFact | undefined => factsIn(reading(name, changes))[0];
export const dataOf = (name: Name, changes: Body = {}): unknown => factOf(name, changes)?.fact.data;
export const PERSON = 'key of bia@example.com';
