import type { House } from './house.js';
import { until } from './until.js';

const AT_ONCE = 25;

const inBatches = async (count: number, one: (index: number) => Promise<unknown>): Promise<void> => {
  for (let from = 0; from < count; from += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, count - from) }, async (_, index) => one(from + index)));
  }
};

/** Many members who all buy the same product. */
export const crowd = (house: House, size: number) => {
  const emails = Array.from({ length: size }, (_, index) => `crowd${index}@example.com`);
  let members: readonly string[] = [];
  return {
    async joins(): Promise<void> {
      members = emails.map((email) => house.cativa.signUp({ email, name: 'One of many' }).id);
      await house.cativa.delivered();
    },
    async buys(): Promise<void> {
      await inBatches(size, async (index) => {
        const { status } = await house.hotmart.send('purchase-approved', { sale: `C${index}`, charge: `HPC${index}`, email: emails[index] ?? '' });
        if (status !== 200) throw new Error(`purchase ${index} was answered ${status}`);
      });
    },
    holding: (): number => members.filter((member) => house.cativa.holds(member, 'premium')).length,
    async allHold(deadlineMs: number): Promise<void> {
      await until(() => members.every((member) => house.cativa.holds(member, 'premium')), { deadlineMs, what: `all ${size} to hold the badge` });
    },
  };
};
