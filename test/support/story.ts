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
