import type { Mapping, Policies } from '#domain';
import { diceOf, type Dice } from './random.js';
import { saleSteps } from './sale-story.js';
import { BADGES, CALM, DAY, HOUR, instant, PRODUCTS, word, type Script, type Step, type Weather } from './script.js';

const MOST_DAYS = 100;

const policies = (dice: Dice): Policies => ({
  ...(dice.chance(0.3) && { renewalGraceDays: dice.pick([0, 3, 14]) }),
  ...(dice.chance(0.3) && { dispute: 'hold' as const }),
  ...(dice.chance(0.3) && { partialRefundEndsAt: dice.pick([25, 50, 75]) }),
  ...(dice.chance(0.2) && { accessDays: dice.pick([5, 40]) }),
  ...(dice.chance(0.2) && { subscriptionEnd: 'at-once' as const }),
});

const mapping = (dice: Dice, product: string): Mapping => {
  const ids = BADGES.filter(() => dice.chance(0.5));
  return { product, name: product, badges: ids.map((id) => ({ id, name: id })), policies: policies(dice) };
};

const weather = (dice: Dice): Weather => {
  if (dice.chance(0.4)) return CALM;
  const rough = (most: number): number => (dice.chance(0.5) ? dice.int(0, 100) / (100 / most) : 0);
  return {
    crash: rough(0.15),
    twice: rough(0.3),
    lostWake: rough(0.3),
    later: rough(0.6),
    appliedUnheard: rough(0.4),
    lostUnheard: rough(0.4),
    appliedLate: rough(0.3),
    never: rough(0.05),
  };
};

const someTime = (dice: Dice): number => dice.int(0, MOST_DAYS * DAY);

/** A member's own life at Cativa: joins, is given and loses badges by hand, is told about. */
const memberSteps = (dice: Dice, member: string): readonly Step[] => {
  const joins = dice.int(0, 40 * DAY);
  const step = (at: number, act: 'signs-up' | 'gives' | 'takes' | 'tells'): Step => {
    const late = dice.pick([1000, dice.int(1, 48) * HOUR]);
    return { at, salt: dice.int(1, 2 ** 30), kind: 'cativa', act, member, badge: dice.pick(BADGES), late };
  };
  const acts = Array.from({ length: dice.int(0, 3) }, () => step(joins + 1 + someTime(dice), dice.pick(['gives', 'takes', 'tells', 'tells'])));
  return [step(joins, 'signs-up'), ...acts];
};

/** What people of the seller's say. */
const personSteps = (dice: Dice, members: readonly [string, ...string[]], sales: readonly [string, ...string[]]): readonly Step[] =>
  Array.from({ length: dice.int(0, 3) }, (_, index): Step => {
    const at = someTime(dice);
    const [member, sale, by, occurredAt] = [dice.pick(members), dice.pick(sales), 'rui', instant(at)];
    const gift = `gift/${index}`;
    const blocked = `member/${member}` as const;
    const until = dice.pick([undefined, instant(at + dice.int(1, 30) * DAY)]);
    const fact = dice.pick([
      () => word(`${index}/block`, { type: 'BlockSet', data: { occurredAt, blocked, by, ...(until && { until }) } }),
      () => word(`${index}/lift`, { type: 'BlockLifted', data: { occurredAt, blocked, by } }),
      () =>
        word(`${index}/gift`, {
          type: 'GiftGiven',
          data: { occurredAt, sale: gift, product: dice.pick(PRODUCTS), member, by, ...(until && { until }) },
        }),
      () => word(`${index}/gift-end`, { type: 'GiftEnded', data: { occurredAt, sale: 'gift/0', by } }),
      () => word(`${index}/claim`, { type: 'SaleClaimed', data: { occurredAt, sale, member, by } }),
      () => word(`${index}/undo`, { type: 'ClaimUndone', data: { occurredAt, sale, by } }),
      () => word(`${index}/map`, { type: 'ProductMapped', data: { occurredAt, mapping: mapping(dice, dice.pick(PRODUCTS)) } }),
      () => word(`${index}/unmap`, { type: 'ProductUnmapped', data: { occurredAt, product: dice.pick(PRODUCTS) } }),
    ])();
    return { at, salt: dice.int(1, 2 ** 30), kind: 'person', fact };
  });

const outsideSteps = (dice: Dice): readonly Step[] => {
  const salt = (): number => dice.int(1, 2 ** 30);
  const steps: Step[] = [{ at: 0, salt: salt(), kind: 'weather', weather: weather(dice) }];
  for (let more = dice.int(0, 3); more > 0; more -= 1) steps.push({ at: someTime(dice), salt: salt(), kind: 'weather', weather: weather(dice) });
  if (dice.chance(0.2)) steps.push({ at: someTime(dice), salt: salt(), kind: 'flush' });
  for (let at = 0; at < MOST_DAYS * DAY; at += dice.int(5, 25) * DAY) steps.push({ at, salt: salt(), kind: 'look' });
  return steps;
};

/** One seed's whole history, before anything has happened. */
export const generate = (seed: number): Script => {
  const dice = diceOf(seed);
  const people = ['ana', 'bia', 'caio'].slice(0, dice.int(1, 3));
  const members = Object.fromEntries(people.map((person, index) => [`M${index + 1}`, person]));
  const sales = Array.from({ length: dice.int(1, 3) }, (_, index) => `shop/s${index + 1}`);
  const [ids, [first = 'shop/s1', ...others]] = [Object.keys(members), sales];
  const [firstMember = 'M1', ...otherMembers] = ids;
  const steps = [
    ...sales.flatMap((sale) => saleSteps(dice, sale, dice.pick(['ana', ...people]))),
    ...ids.flatMap((member) => memberSteps(dice, member)),
    ...personSteps(dice, [firstMember, ...otherMembers], [first, ...others]),
    ...outsideSteps(dice),
  ].sort((a, b) => a.at - b.at || a.salt - b.salt);
  const brake = dice.pick([
    { removals: 10, percent: 5, minutes: 10 },
    { removals: 1, percent: 0, minutes: 60 },
  ]);
  return { seed, members, catalog: PRODUCTS.slice(0, dice.int(1, 3)).map((product) => mapping(dice, product)), brake, steps };
};
