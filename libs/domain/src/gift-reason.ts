import { mappingFor, type Catalog } from './catalog.js';
import type { Entitlement } from './entitlement.js';
import type { Gift } from './gift.js';
import type { Instant } from './ids.js';
import { opens, type Reason } from './judge.js';

type Given = NonNullable<Gift['given']>;
type Verdict = Pick<Reason, 'state' | 'until' | 'because'>;

/** When the last of the parent's reasons ends, or ended; null while one has no end. */
const lastEnd = (reasons: readonly Reason[]): Instant | null =>
  reasons.some(({ until }) => until === null)
    ? null
    : (reasons
        .map(({ until }) => until ?? '')
        .sort()
        .at(-1) ?? null);

const byParent = (given: Given, reasons: readonly Reason[]): Verdict | undefined => {
  if (given.parent === undefined) return undefined;
  const open = reasons.filter(opens);
  if (open.length > 0) return { state: 'live', until: lastEnd(open), because: `given by ${given.by}, as long as ${given.parent} opens` };
  return { state: 'ended', until: lastEnd(reasons) ?? given.at, because: `given by ${given.by} with ${given.parent}, which opens no more` };
};

const sooner = (a: Instant | null, b: Instant | null): Instant | null => (a === null || (b !== null && b < a) ? b : a);

const takenBack = ({ ended }: Gift, given: Given): Verdict | undefined =>
  ended !== undefined && ended.at >= given.at
    ? { state: 'ended', until: ended.at, because: `given by ${given.by}; ended by ${ended.by}` }
    : undefined;

const byTime = (given: Given, now: Instant, carried: Verdict | undefined): Verdict => {
  const until = sooner(given.until ?? null, carried?.until ?? null);
  if (until !== null && now >= until) return { state: 'ended', until, because: `given by ${given.by} until then` };
  return { state: 'live', until, because: carried?.because ?? `given by ${given.by}` };
};

const judgeGift = (gift: Gift, given: Given, now: Instant, parent: readonly Reason[]): Verdict => {
  const carried = byParent(given, parent);
  return takenBack(gift, given) ?? (carried?.state === 'ended' ? carried : byTime(given, now, carried));
};

/** The gift of this sale as grounds for access at `now`; undefined when it is none. `parent`: what the sale that carries it says. */
export const giftReason = ({ sale, gift }: Entitlement, catalog: Catalog, now: Instant, parent: readonly Reason[]): Reason | undefined => {
  if (gift?.given === undefined) return undefined;
  const { product, at } = gift.given;
  const mapping = mappingFor(catalog, { product });
  return { sale, charge: 'gift', product, since: at, ...judgeGift(gift, gift.given, now, parent), ...(mapping && { mapping }) };
};
