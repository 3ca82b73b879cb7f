import type { DomainEvent, Instant, ProductRef, SaleRef } from '#domain';
import { keyOf } from '../shared/key.js';
import { shaped } from '../shared/shape.js';
import type { KeyedFact, ReadContext, Reading } from '../source.js';

/** What every word of Eduzz's comes with. `sentAt`, `id`: of the envelope, where it has them. */
export interface Heard {
  readonly context: ReadContext;
  readonly receivedAt: Instant;
  readonly sentAt?: Instant;
  readonly id?: string;
}

/** When something happened. `ours`: nobody said it, so that only `sequence` can tell one word from the next. */
export interface When {
  readonly at: Instant;
  readonly ours?: true;
  readonly sequence?: string;
}

/** Reads the `data` of one kind of event. */
export type DataReader = (data: unknown, heard: Heard) => Reading;

export const saleOf = (id: string): SaleRef => `eduzz/${id}`;
/** Contracts and invoices are numbered apart: one of each may have the same number, and they are not one sale. */
export const invoiceSale = (invoice: string): string => `invoice-${invoice}`;
export const productOf = (id: string): ProductRef => `eduzz/${id}`;

/** Where there is no contract, some bodies write 0. */
export const contractId = (id: string | undefined): string | undefined => (id === '0' ? undefined : id);

/** The product of a word about several, which none of them is. */
export const onlyOne = (ids: readonly string[]): ProductRef | undefined => {
  const [id, ...others] = new Set(ids);
  return id === undefined || others.length > 0 ? undefined : productOf(id);
};

export const facts = (...said: readonly KeyedFact[]): Reading => ({ kind: 'facts', facts: said });
export const ignored = (because: string): Reading => ({ kind: 'ignored', because });
export const unreadable = (...issues: readonly string[]): Reading => ({ kind: 'unreadable', issues });

/** The first of these times that is there; without any it is when we heard of it. */
export const whenOf = ({ receivedAt, id }: Heard, ...times: readonly (Instant | undefined)[]): When => {
  const at = times.find((time) => time !== undefined);
  return at === undefined ? { at: receivedAt, ours: true, ...(id !== undefined && { sequence: id }) } : { at };
};

/** A fact under the key of its meaning; a time of ours stays out of the key, since it differs from one hearing to the next. */
export const told = (
  parts: readonly string[],
  { at, ours, sequence }: When,
  fact: DomainEvent,
  personal: Pick<KeyedFact, 'personal'> = {},
): KeyedFact => {
  const last = ours ? sequence : at;
  return { key: keyOf(...parts, ...(last === undefined ? [] : [last])), fact, ...(ours && { clock: 'ours' }), ...personal };
};

/** A reader of `data` in this shape; any other shape is unreadable. */
export const reads =
  <Data extends object>(type: new () => Data, tell: (data: Data, heard: Heard) => Reading): DataReader =>
  (data, heard) => {
    const read = shaped(type, data, 'data');
    return read.ok ? tell(read.value, heard) : unreadable(...read.issues);
  };

/** Statuses are camelCase in the documentation, snake_case on the wire, and written in capitals by some. */
export const folded = (word: string | undefined): string => (word ?? '').toLowerCase().replace(/[^a-z]/g, '');
