import type { DomainEvent } from '#domain';
import type { NewEvent } from '#event-store';
import type { Dice } from './random.js';
import { DAY, HOUR, instant, MINUTE, PRODUCTS, said, type Step } from './script.js';

/** One sale as its gateway tells it. `tell` says one thing at a time, by the gateway's clock. */
interface Telling {
  readonly sale: string;
  readonly product: string;
  readonly person: string;
  readonly dice: Dice;
  readonly words: { at: number; facts: NewEvent[] }[];
}

const tell = ({ sale, words }: Telling, at: number, event: (occurredAt: string) => DomainEvent): void => {
  words.push({ at, facts: [said(`${sale}/${words.length}`, event(instant(at)))] });
};

const SHARE = 100;

const pays = (telling: Telling, at: number, charge: number, recurring: boolean): void => {
  const { sale, product, person, dice } = telling;
  const paidUntil = recurring
    ? dice.pick([instant(at + 30 * DAY), instant(at + 30 * DAY), undefined])
    : dice.pick([undefined, undefined, instant(at + 20 * DAY)]);
  const data = { sale, charge: `c${charge}`, product, person, recurring, amount: { value: SHARE }, ...(paidUntil && { paidUntil }) };
  tell(telling, at, (occurredAt) => ({ type: 'ChargePaid', data: { ...data, occurredAt } }));
  // Some gateways say once more, later, that the same charge is paid.
  if (dice.chance(0.2)) tell(telling, at + dice.int(1, 20) * DAY, (occurredAt) => ({ type: 'ChargePaid', data: { ...data, occurredAt } }));
};

const givesBack = (telling: Telling, at: number, charge: string): void => {
  const { sale, dice } = telling;
  const whole = dice.chance(0.7);
  const part = { amount: { value: dice.int(10, 90) }, of: { value: SHARE } };
  const kind = dice.pick(['refund', 'refund', 'chargeback']);
  tell(telling, at, (occurredAt) => ({ type: 'ChargeReversed', data: { occurredAt, sale, charge, kind, whole, ...(!whole && part) } }));
  if (dice.chance(0.4)) tell(telling, at + dice.int(1, 72) * HOUR, (occurredAt) => ({ type: 'ReversalUndone', data: { occurredAt, sale, charge } }));
};

const isDisputed = (telling: Telling, at: number, charge: string): void => {
  const { sale, dice } = telling;
  const kind = dice.pick(['refund-request', 'enquiry', 'chargeback']);
  tell(telling, at, (occurredAt) => ({ type: 'ChargeDisputed', data: { occurredAt, sale, charge, kind } }));
  if (!dice.chance(0.6)) return;
  const outcome = dice.pick(['lost', 'won', 'withdrawn']);
  tell(telling, at + dice.int(1, 15) * DAY, (occurredAt) => ({ type: 'DisputeClosed', data: { occurredAt, sale, charge, outcome } }));
};

const fails = (telling: Telling, at: number): void => {
  for (let attempt = 0; attempt < telling.dice.int(1, 3); attempt += 1) {
    tell(telling, at + attempt * DAY, (occurredAt) => ({ type: 'RenewalFailed', data: { occurredAt, sale: telling.sale } }));
  }
};

const isCancelled = (telling: Telling, at: number): void => {
  const { sale, dice } = telling;
  const endsAt = dice.pick([null, instant(at + dice.int(1, 40) * DAY), 'unknown' as const]);
  tell(telling, at, (occurredAt) => ({ type: 'SubscriptionEnded', data: { occurredAt, sale, endsAt } }));
  if (dice.chance(0.3)) tell(telling, at + dice.int(1, 5) * DAY, (occurredAt) => ({ type: 'SubscriptionResumed', data: { occurredAt, sale } }));
};

const isMoved = (telling: Telling, at: number): void => {
  const { sale, dice } = telling;
  const paidUntil = instant(at + dice.int(1, 40) * DAY);
  tell(telling, at, (occurredAt) => ({ type: 'SubscriptionMoved', data: { occurredAt, sale, paidUntil } }));
};

const livesOn = (telling: Telling, from: number): void => {
  const { dice } = telling;
  const recurring = dice.chance(0.5);
  const charges = recurring ? dice.int(1, 3) : 1;
  for (let charge = 0; charge < charges; charge += 1) pays(telling, from + charge * 30 * DAY + dice.int(0, 600) * MINUTE, charge, recurring);
  const end = from + charges * 30 * DAY;
  const some = (): number => dice.int(from + MINUTE, end);
  const one = (): string => `c${dice.int(0, charges - 1)}`;
  // Each may be said more than once: then the later word counts, whichever comes first.
  const often = (share: number, says: () => void): void => {
    for (let more = dice.chance(share) ? dice.pick([1, 1, 2, 3]) : 0; more > 0; more -= 1) says();
  };
  often(0.4, () => givesBack(telling, some(), one()));
  often(0.2, () => isDisputed(telling, some(), one()));
  if (!recurring) return;
  often(0.3, () => fails(telling, end + dice.int(-5, 5) * DAY));
  often(0.3, () => isCancelled(telling, some()));
  often(0.15, () => isMoved(telling, some()));
};

/** Says the same meaning again with other words: the first hearing counts. */
const contradicted = ({ key, event, metadata }: NewEvent): NewEvent => ({
  key,
  metadata,
  event: event.type === 'ChargePaid' ? { ...event, data: { ...event.data, paidUntil: instant(0) } } : event,
});

/** A sale's words on their way: late, out of order, repeated, sometimes contradicting themselves. */
export const saleSteps = (dice: Dice, sale: string, person: string): readonly Step[] => {
  const telling: Telling = { sale, product: dice.pick(PRODUCTS), person, dice, words: [] };
  livesOn(telling, dice.int(0, 20) * DAY + dice.int(0, 86_400) * 1000);
  return telling.words.flatMap(({ at, facts }) => {
    const late = (): number => dice.pick([dice.int(1, 60) * 1000, dice.int(1, 60) * 1000, dice.int(0, 10 * DAY)]);
    const times = dice.pick([1, 1, 1, 2, 3]);
    return Array.from({ length: times }, (_, again): Step => {
      const heard = again > 0 && dice.chance(0.2) ? facts.map(contradicted) : facts;
      return { at: at + late(), salt: dice.int(1, 2 ** 30), kind: 'webhook', facts: heard };
    });
  });
};
