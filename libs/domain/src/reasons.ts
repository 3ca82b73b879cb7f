import type { Catalog } from './catalog.js';
import type { Entitlement } from './entitlement.js';
import type { Policies } from './events.js';
import { giftReason } from './gift-reason.js';
import type { Instant } from './ids.js';
import { paidReasons, type Reason } from './judge.js';

/** When, and by whose rules. `others`: the sales that carry gifts, with what was said of their payments. */
export interface Judgement {
  readonly now: Instant;
  readonly policies?: Policies;
  readonly others?: readonly Entitlement[];
}

/** Everything that an entitlement says at `now`: one reason a paid charge, and one for a gift. A gift that carries a gift carries nothing. */
export const reasonsOf = (entitlement: Entitlement, catalog: Catalog, judgement: Judgement): readonly Reason[] => {
  const parent = judgement.others?.find(({ sale }) => sale === entitlement.gift?.given?.parent);
  const carried = parent ? paidReasons(parent, catalog, judgement) : [];
  const gift = giftReason(entitlement, catalog, judgement.now, carried);
  return [...paidReasons(entitlement, catalog, judgement), ...(gift ? [gift] : [])];
};
