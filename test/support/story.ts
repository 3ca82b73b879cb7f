import type { ExampleValues } from '#sources';
import type { House } from './house.js';

const DAY = 86_400_000;

/** An instant some days from now; negative is past. */
export const inDays = (days: number): Date => new Date(Date.now() + days * DAY);

/** One buyer with one sale, and what Hotmart says about it. Times are days from now. */
export const buyer = (house: House, tag: string, values: Partial<ExampleValues> = {}) => {
  const email = `${tag}@example.com`;
  const sale = { sale: `S${tag}`, charge: `HP${tag}`, email, ...values };
  return {
    email,
    signUp: (): string => house.cativa.signUp({ email, name: tag }).id,
    says: async (word: string, days: number, more: Partial<ExampleValues> = {}) =>
      house.hotmart.send(word, { ...sale, at: inDays(days).toISOString(), ...more }),
    calls: (member: string) =>
      house.cativa.calls.filter((call) => call.member === member).map(({ command, badge, outcome }) => `${command} ${badge} ${outcome}`),
  };
};

/** One who bought and got her money back, one who has no account, one whose product nobody mapped. `between`: after the purchase, before the refund. */
export const threeBuyers = async (house: House, tag: string) => {
  const ana = buyer(house, `ana${tag}`);
  const member = ana.signUp();
  await ana.says('purchase-approved', -1);
  await house.holds(member, 'premium');
  await house.settled();
  const between = new Date().toISOString();
  await ana.says('purchase-refunded', -0.5);
  await house.holds(member, 'premium', false);
  await buyer(house, `bia${tag}`).says('purchase-approved', -2);
  await buyer(house, `carla${tag}`, { product: '777' }).says('purchase-approved', -2);
  return { ana, member, between };
};
