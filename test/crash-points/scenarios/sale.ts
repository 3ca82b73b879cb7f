import type { Scenario } from '../scenario.js';
import { BADGE, factsOf, furnished, holds, isKnown, says, signUp, yesterday } from './people.js';

const QUEUES = ['project', 'reconcile'];

/** Somebody joins, buys, and gets the money back. */
export const sale: Scenario = {
  name: 'sale',
  roles: ['ingress', 'worker'],
  lives: 25,
  prepare: furnished,
  steps: [
    {
      name: 'sign-up',
      watched: ['ingress', 'worker'],
      queues: QUEUES,
      act: async (stage) => void (await Promise.resolve(signUp(stage))),
      holds: isKnown,
    },
    {
      name: 'purchase',
      watched: ['ingress', 'worker'],
      queues: QUEUES,
      act: async (stage) => says(stage, 'purchase-approved', { at: yesterday() }),
      holds: (stage) => holds(stage, BADGE),
    },
    {
      name: 'refund',
      watched: ['ingress', 'worker'],
      queues: QUEUES,
      act: async (stage) => says(stage, 'purchase-refunded'),
      holds: (stage) => !holds(stage, BADGE),
    },
  ],
  breaches: async (stage) => {
    const [paid, reversed] = [await factsOf(stage, 'ChargePaid'), await factsOf(stage, 'ChargeReversed')];
    return paid === 1 && reversed === 1 ? [] : [`the sale was paid ${paid} times and given back ${reversed} times`];
  },
};
