import type { Instant } from '#domain';
import type { Json } from '../shared/json.js';
import { shaped } from '../shared/shape.js';
import type { KeyedFact, ReadContext, Reading } from '../source.js';
import { unreadable } from './heard.js';
import { isTestEvent } from './test-event.js';

/** What a word of 1.0.0 comes with: no id and no time of its own, so that `receivedAt` stands in. */
export interface HeardV1 {
  readonly receivedAt: Instant;
  readonly context: ReadContext;
}

/** Reads one kind of body of 1.0.0. */
export type ReaderV1 = (fields: Json, heard: HeardV1) => Reading;

/** A time that was sent, or else ours, and then said to be ours. */
export const timed = (sent: Instant | undefined, { receivedAt }: HeardV1): { occurredAt: Instant; clock: Pick<KeyedFact, 'clock'> } =>
  sent === undefined ? { occurredAt: receivedAt, clock: { clock: 'ours' } } : { occurredAt: sent, clock: {} };

/**
 * A reader of bodies in this shape. `marks` puts what may give a test event away where 2.0.0 has it: the invented values
 * are the same in both.
 */
export const readsV1 =
  <Body extends object>(type: new () => Body, marks: (body: Body) => unknown, tell: (body: Body, heard: HeardV1) => Reading): ReaderV1 =>
  (fields, heard) => {
    const read = shaped(type, fields);
    if (!read.ok) return unreadable(...read.issues);
    const isTest = !heard.context.testsAreReal && isTestEvent(marks(read.value));
    return isTest ? { kind: 'ignored', because: 'test event of Hotmart' } : tell(read.value, heard);
  };
