import { instantOf, type Instant, type Money } from '#domain';
import type { Completion } from '../shared/completion.js';
import { shaped } from '../shared/shape.js';
import type { KeyedFact, ReadContext, Reading } from '../source.js';

/** What every event comes with. `at`: when it happened, by Stripe's clock. `before`: what an update changed, as it was. */
export interface Heard {
  readonly at: Instant;
  readonly context: ReadContext;
  readonly completion?: Completion;
  readonly before?: unknown;
}

/** Reads the object of one kind of event. */
export type ObjectReader = (object: unknown, heard: Heard) => Reading;

/** Anything of Stripe's by its id: a sale, a product or a payment, which cannot be taken for each other. */
export const refOf = (id: string): string => `stripe/${id}`;

export const facts = (...said: readonly KeyedFact[]): Reading => ({ kind: 'facts', facts: said });
export const ignored = (because: string): Reading => ({ kind: 'ignored', because });
export const unreadable = (...issues: readonly string[]): Reading => ({ kind: 'unreadable', issues });

export const OBJECT = 'data.object';

/** A reader of objects in this shape; any other shape is unreadable. */
export const reads =
  <Shape extends object>(type: new () => Shape, tell: (object: Shape, heard: Heard) => Reading): ObjectReader =>
  (object, heard) => {
    const read = shaped(type, object, OBJECT);
    return read.ok ? tell(read.value, heard) : unreadable(...read.issues);
  };

/** An instant from Unix seconds. */
export const timeOf = (seconds: number | undefined): Instant | undefined => (seconds === undefined ? undefined : instantOf(seconds * 1_000));

/** The latest of some times in Unix seconds. */
export const latestOf = (times: readonly (number | undefined)[]): Instant | undefined => {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : timeOf(Math.max(...known));
};

/** Currencies whose amounts Stripe does not send in hundredths (docs.stripe.com/currencies). */
const WHOLE = ['BIF', 'CLP', 'DJF', 'GNF', 'JPY', 'KMF', 'KRW', 'MGA', 'PYG', 'RWF', 'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'];
const THOUSANDTHS = ['BHD', 'JOD', 'KWD', 'OMR', 'TND'];

const partsOf = (currency: string): number => {
  if (WHOLE.includes(currency)) return 1;
  return THOUSANDTHS.includes(currency) ? 1_000 : 100;
};

/** Money in major units from Stripe's minor ones; nothing without a currency, since that says what the number means. */
export const moneyOf = (minor: number | undefined, currency = ''): Money | undefined => {
  const code = currency.toUpperCase();
  return minor === undefined || !/^[A-Z]{3}$/.test(code) ? undefined : { value: minor / partsOf(code), currency: code };
};
