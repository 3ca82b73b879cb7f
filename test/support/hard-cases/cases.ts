/**
 * The hard cases, in a seller's words. A line is `day N [HH:MM]: <word> [(whose)]` or, after an arrow, what must be so then.
 * Whose: `other sale`, `second charge` of the same subscription, `product 2`, `until day N` for how long it is paid.
 * Words that a gateway says are in `dialects.ts`; a gateway that cannot say one of them is left out of that case.
 */
export interface HardCase {
  readonly n: number;
  readonly title: string;
  /** Lines and arrows, with `; ` between. */
  readonly history: string;
  /** What the catalog says of the product, where it is not the default. */
  readonly policies?: { readonly dispute?: 'hold'; readonly partialRefundEndsAt?: number };
  /** The order of hearing is part of the case, so that it is not played backwards. */
  readonly inThisOrder?: true;
}

const JOINED = 'day 1: joins the community';

export const hardCases: readonly HardCase[] = [
  { n: 1, title: 'paid; a member already', history: `${JOINED}; day 1: buys; => has the badge` },
  {
    n: 2,
    title: 'paid; no member yet; signs up later',
    history: 'day 1: buys; => waits; day 3: joins the community; => has the badge',
    inThisOrder: true,
  },
  {
    n: 3,
    title: 'paid and refunded before the sign-up',
    history: 'day 1: buys; day 2: gets the money back; => waits for nothing; day 3: joins the community; => has no badge',
    inThisOrder: true,
  },
  {
    n: 4,
    title: 'two sales give one badge; first one is refunded, then the other',
    history: `${JOINED}; day 1: buys; day 2: buys (other sale); => has the badge; day 3: gets the money back; => has the badge; day 5: gets the money back (other sale); => has no badge`,
    inThisOrder: true,
  },
  { n: 5, title: 'the refund is heard before the purchase', history: `${JOINED}; day 2: gets the money back; day 1: buys; => has no badge` },
  {
    n: 6,
    title: 'a card is refused, and another one pays',
    history: `${JOINED}; day 1 10:00: card is refused (other sale); day 1 10:03: buys; => has the badge`,
  },
  {
    n: 7,
    title: 'the gateway says two weeks later that the sale is complete',
    history: `${JOINED}; day 1: buys; => has the badge; day 16: sale is complete; => nothing to do`,
  },
  {
    n: 8,
    title: 'refunded, and then a late word that the sale is complete',
    history: `${JOINED}; day 1: buys; => has the badge; day 3: gets the money back; day 16: sale is complete; => has no badge`,
  },
  {
    n: 8,
    title: 'refunded, and then a late word that the seller gets the money of the sale',
    history: `${JOINED}; day 1: buys; => has the badge; day 3: gets the money back; day 33: seller is paid; => has no badge`,
  },
  {
    n: 9,
    title: 'a renewal fails four times in five days and then succeeds',
    history: `${JOINED}; day 1: subscribes; => has the badge; day 31: renewal fails; => has the badge; day 32: renewal fails; day 33: renewal fails; => has the badge; day 35: renewal fails; => has the badge; day 36: renews (second charge); => has the badge`,
  },
  {
    n: 10,
    title: 'a renewal fails, and the grace passes in silence',
    history: `${JOINED}; day 1: subscribes; => has the badge; day 31: renewal fails; day 37: nothing happens; => has the badge; day 39: nothing happens; => has no badge`,
  },
  {
    n: 11,
    title: 'cancelled with eleven months left',
    history: `${JOINED}; day 1: subscribes (until day 366); => has the badge; day 32: cancels (until day 366); day 360: nothing happens; => has the badge; day 367: nothing happens; => has no badge`,
  },
  {
    n: 11,
    title: 'cancelled with eleven months left, and refunded in between',
    history: `${JOINED}; day 1: subscribes (until day 366); => has the badge; day 32: cancels (until day 366); day 60: gets the subscription back; => has no badge`,
  },
  {
    n: 12,
    title: 'cancelled, then paid again under the same code',
    history: `${JOINED}; day 1: subscribes; day 10: cancels (until day 31); day 40: renews (second charge); => has the badge`,
  },
  {
    n: 13,
    title: 'a refund names the second charge of a subscription only',
    history: `${JOINED}; day 1: subscribes; day 31: renews (second charge); => has the badge; day 33: gets the subscription back (second charge); => has no badge`,
  },
  {
    n: 14,
    title: 'a refund request four minutes after the cancellation, the refund six days later',
    history: `${JOINED}; day 1: subscribes; => has the badge; day 10 10:00: cancels (until day 31); day 10 10:04: asks for the subscription back; day 16 09:00: nothing happens; => has the badge; day 16 10:00: gets the subscription back; => has no badge`,
  },
  {
    n: 15,
    title: 'the old plan is cancelled minutes after a new one was paid',
    history: `${JOINED}; day 1: subscribes; => has the badge; day 10 10:00: subscribes (other sale); day 10 10:04: cancels (until day 10); day 12: nothing happens; => has the badge`,
  },
  {
    n: 16,
    title: 'the plan is switched from A to B',
    history: `${JOINED}; day 1: subscribes (plan A); => has the badge of plan A; day 10: switches the plan (plan B); => has the badge of plan B`,
  },
  {
    n: 17,
    title: 'one checkout, three products; the main one is refunded',
    history: `${JOINED}; day 1: buys; day 1: buys (product 2); day 1: buys (product 3); => has three badges; day 3: gets the money back; => has the other two`,
  },
  { n: 18, title: 'one person pays, another one learns', history: `${JOINED}; day 1: buys for a student; => has the badge` },
  {
    n: 19,
    title: 'the checkout ends unpaid, and the money arrives three days later',
    history: `${JOINED}; day 1: orders and has not paid; => has no badge; day 4: the money arrives; => has the badge`,
  },
  {
    n: 20,
    title: 'a part is refunded, then the rest',
    history: `${JOINED}; day 1: buys; => has the badge; day 3: gets a part back; => has the badge, and a person is asked; day 5: gets the money back; => has no badge`,
  },
  {
    n: 20,
    title: 'a part is refunded, of a product that ends at 20 %',
    policies: { partialRefundEndsAt: 20 },
    history: `${JOINED}; day 1: buys; => has the badge; day 3: gets a known part back; => has no badge`,
  },
  {
    n: 21,
    title: 'a refund fails after access was taken',
    history: `${JOINED}; day 1: buys; => has the badge; day 3: gets the money back; => has no badge; day 9: the refund fails; => has the badge`,
  },
  {
    n: 22,
    title: 'an enquiry is opened and closed',
    policies: { dispute: 'hold' },
    history: `${JOINED}; day 1: buys; => has the badge; day 3: the bank enquires; => has the badge; day 9: the enquiry is closed; => has the badge`,
  },
  {
    n: 23,
    title: 'a dispute is opened and lost, where disputes hold access',
    policies: { dispute: 'hold' },
    history: `${JOINED}; day 1: buys; => has the badge; day 3: disputes the payment; => has no badge; day 20: the seller loses the dispute; => has no badge`,
  },
  {
    n: 23,
    title: 'a dispute is opened and won, where disputes hold access',
    policies: { dispute: 'hold' },
    history: `${JOINED}; day 1: buys; => has the badge; day 3: disputes the payment; => has no badge; day 20: the seller wins the dispute; => has the badge`,
  },
  {
    n: 23,
    title: 'a dispute is opened, where disputes keep access',
    history: `${JOINED}; day 1: buys; => has the badge; day 3: disputes the payment; => has the badge`,
  },
  {
    n: 24,
    title: 'the product is mapped a week after the purchase',
    history: `${JOINED}; day 1: catalog is empty; day 1: buys; => is listed as unmapped; day 8: catalog is as usual; => has the badge`,
    inThisOrder: true,
  },
  {
    n: 25,
    title: 'the product is mapped to another badge',
    history: `${JOINED}; day 1: buys; => has the badge; day 8: catalog gives another badge; => has the other badge`,
    inThisOrder: true,
  },
  {
    n: 26,
    title: 'a badge given by hand, then a sale of it refunded',
    history: `${JOINED}; day 1: gets the badge by hand; day 2: buys; day 3: gets the money back; => has the badge`,
    inThisOrder: true,
  },
  {
    n: 27,
    title: 'an admin takes our badge away, and the next word of Cativa shows it',
    history: `${JOINED}; day 1: buys; => has the badge; day 5: community shows no badge; => is given the badge again`,
    inThisOrder: true,
  },
  {
    n: 28,
    title: 'the badge is seen before the member is',
    history: 'day 1: buys; day 2: gets the badge by hand; day 2: joins the community; => nothing to do',
  },
];
