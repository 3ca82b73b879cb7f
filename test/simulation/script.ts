import type { DomainEvent, Mapping } from '#domain';
import type { NewEvent } from '#event-store';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const START = Date.parse('2026-01-05T12:00:00.000Z');

/** A moment of the simulation, in milliseconds from its start, as facts write it. */
export const instant = (at: number): string => new Date(START + at).toISOString();

/** How rough the outside is: shares of calls that go wrong in each way. */
export interface Weather {
  readonly crash: number;
  /** A worker that lost its lock, and does not know it, goes on beside the one that took its job over. */
  readonly twice: number;
  readonly lostWake: number;
  readonly later: number;
  readonly appliedUnheard: number;
  readonly lostUnheard: number;
  readonly appliedLate: number;
  readonly never: number;
}

export const CALM: Weather = { crash: 0, twice: 0, lostWake: 0, later: 0, appliedUnheard: 0, lostUnheard: 0, appliedLate: 0, never: 0 };

/** What happens, and when; `at` in milliseconds from the start. A webhook is sent until it is answered 200. */
export type Step = { readonly at: number; readonly salt: number } & (
  | { readonly kind: 'webhook'; readonly facts: readonly NewEvent[] }
  | { readonly kind: 'person'; readonly fact: NewEvent }
  | {
      readonly kind: 'cativa';
      readonly act: 'signs-up' | 'gives' | 'takes' | 'tells';
      readonly member: string;
      readonly badge?: string;
      readonly late: number;
    }
  | { readonly kind: 'weather'; readonly weather: Weather }
  | { readonly kind: 'flush' }
  | { readonly kind: 'look' }
);

/** All that is known before the first step: who is who, and what opens what. */
export interface Script {
  readonly seed: number;
  readonly members: Readonly<Record<string, string>>;
  readonly catalog: readonly Mapping[];
  readonly brake: { readonly removals: number; readonly percent: number; readonly minutes: number };
  readonly steps: readonly Step[];
}

export const BADGES = ['X', 'Y', 'Z'] as const;
export const PRODUCTS = ['shop/a', 'shop/b', 'shop/c'] as const;

const heard = { source: 'shop', schema: 1 } as const;
const ours = { source: 'catraca', schema: 1 } as const;

export const said = (key: string, event: DomainEvent): NewEvent => ({ key: `shop/${key}`, event, metadata: heard });
export const word = (key: string, event: DomainEvent): NewEvent => ({ key: `catraca/${key}`, event, metadata: ours });
