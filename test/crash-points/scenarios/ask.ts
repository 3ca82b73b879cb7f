import type { Scenario } from '../scenario.js';
import { addressOf, BADGE, holds, isKnown, mapping, signUp } from './people.js';

const PRODUCT = 'prod_asked';

/** A webhook of Stripe that does not say what was bought: the gateway is asked, and the answer opens the door. */
export const ask: Scenario = {
  name: 'ask',
  roles: ['ingress', 'worker'],
  lives: 25,
  prepare: async ({ map }) => map([mapping(`stripe/${PRODUCT}`, BADGE)]),
  steps: [
    { name: 'sign-up', watched: [], act: async (stage) => void (await Promise.resolve(signUp(stage))), holds: isKnown },
    {
      name: 'purchase',
      watched: ['worker'],
      queues: ['complete'],
      act: async ({ house, tag }) => {
        const email = addressOf(tag);
        house.gatewayApi.stripe.session({ id: `cs_live_pi_${tag}`, products: [PRODUCT], email, name: tag });
        const values = { id: `evt_${tag}`, sale: `s${tag}`, charge: `pi_${tag}`, email };
        await house.stripe.send('checkout-session-completed-without-metadata', values).catch(() => undefined);
      },
      holds: (stage) => holds(stage, BADGE),
    },
  ],
  breaches: async ({ house, tag }) => {
    const { rowCount } = await house.pool.query(`select from events where type = 'ChargePaid' and data->>'charge' like $1`, [`%pi_${tag}`]);
    return rowCount === 1 ? [] : [`the sale was paid ${rowCount} times`];
  },
};
