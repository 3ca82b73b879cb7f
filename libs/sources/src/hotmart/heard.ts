import type { Instant, ProductRef, SaleRef } from '#domain';
import { shaped } from '../shared/shape.js';
import type { KeyedFact, ReadContext, Reading } from '../source.js';

/** What every event of Hotmart's comes with. `at`: when the event was made, by Hotmart's clock. */
export interface Heard {
  readonly at: Instant;
  readonly id?: string;
  readonly context: ReadContext;
}

/** Reads the `data` of one kind of event. */
export type DataReader = (data: unknown, heard: Heard) => Reading;

export const saleOf = (id: string): SaleRef => `hotmart/${id}`;
export const productOf = (id: string | undefined): ProductRef | undefined => (id === undefined ? undefined : `hotmart/${id}`);

export const facts = (...said: readonly KeyedFact[]): Reading => ({ kind: 'facts', facts: said });
export const unreadable = (...issues: readonly string[]): Reading => ({ kind: 'unreadable', issues });

/** A reader of `data` in this shape; any other shape is unreadable. */
export const reads =
  <Data extends object>(type: new () => Data, tell: (data: Data, heard: Heard) => Reading): DataReader =>
  (data, heard) => {
    const read = shaped(type, data, 'data');
    return read.ok ? tell(read.value, heard) : unreadable(...read.issues);
  };
