import { mappingFor, type Catalog } from './catalog.js';
import type { Word } from './charge.js';
import type { Entitlement } from './entitlement.js';
import type { GiftEnded, GiftGiven } from './people-events.js';
import type { Instant } from './ids.js';
import { opens, type Reason } from './judge.js';
import { defined } from './plain.js';
import { later, type Slot } from './slot.js';

/** What a person gave without a payment: the latest word that gave it, and the latest that ended it. */
export interface Gift {
  readonly given?: Slot<Pick<GiftGiven['data'], 'product' | 'until' | 'parent' | 'by'>>;
  readonly ended?: Slot<Pick<GiftEnded['data'], 'by'>>;
}

/** A word about a gift, in its slot. */
export const withGiftWord = (gift: Gift | undefined, { type, data }: GiftGiven | GiftEnded, word: Word): Gift => {
  if (type === 'GiftEnded') return { ...gift, ended: later(gift?.ended, { ...word, by: data.by }) };
  const { product, until, parent, by } = data;
  return { ...gift, given: later(gift?.given, defined({ ...word, product, until, parent, by })) };
};

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

const judgeGift = ({ ended }: Gift, given: Given, now: Instant, parent: readonly Reason[]): Verdict => {
  if (ended !== undefined && ended.at >= given.at) return { state: 'ended', until: ended.at, because: `given by ${given.by}; ended by ${ended.by}` };
  const carried = byParent(given, parent);
  if (carried?.state === 'ended') return carried;
  const until = sooner(given.until ?? null, carried?.until ?? null);
  if (until !== null && now >= until) return { state: 'ended', until, because: `given by ${given.by} until then` };
  return { state: 'live', until, because: carried?.because ?? `given by ${given.by}` };
};

/** The gift of this sale as grounds for access at `now`; undefined when it is none. `parent`: what the sale that carries it says. */
export const giftReason = ({ sale, gift }: Entitlement, catalog: Catalog, now: Instant, parent: readonly Reason[]): Reason | undefined => {
  if (gift?.given === undefined) return undefined;
  const { product, at } = gift.given;
  const mapping = mappingFor(catalog, { product });
  return { sale, charge: 'gift', product, since: at, ...judgeGift(gift, gift.given, now, parent), ...(mapping && { mapping }) };
};
