import type { Word } from './charge.js';
import type { GiftEnded, GiftGiven } from './people-events.js';
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
