import { reviewList } from '#answers';
import type { Scenario, Stage } from '../scenario.js';
import { addressOf, BADGE, furnished, holds, says, signUp, yesterday } from './people.js';

const mailsTo = ({ house, tag }: Stage): number => house.mail.mails.filter(({ to }) => to.includes(addressOf(tag))).length;

/** A quarter of an hour after a mail was begun and not heard of, a person is asked about it. */
const QUARTER_MS = 16 * 60_000;

const standsInReview = async ({ house, tag }: Stage): Promise<boolean> => {
  const { oldest } = await reviewList(house, { now: new Date(Date.now() + QUARTER_MS).toISOString() });
  return oldest.some(({ kind, item }) => kind === 'mail' && item.endsWith(`/S${tag}`));
};

const recorded = async ({ house, tag }: Stage, type: string): Promise<number> => {
  const { rowCount } = await house.pool.query(`select from events where type = $1 and data->>'invited' = $2`, [type, `hotmart/S${tag}`]);
  return rowCount ?? 0;
};

/** Somebody buys who is no member yet, is asked in by mail, and joins. No mail goes twice; one that may not have gone is a person's. */
export const mail: Scenario = {
  name: 'mail',
  roles: ['ingress', 'worker'],
  lives: 25,
  prepare: furnished,
  steps: [
    {
      name: 'purchase',
      watched: ['worker'],
      queues: ['invite'],
      act: async (stage) => says(stage, 'purchase-approved', { at: yesterday() }),
      holds: async (stage) => mailsTo(stage) > 0 || (await standsInReview(stage)),
    },
    {
      name: 'sign-up',
      watched: [],
      act: async (stage) => void (await Promise.resolve(signUp(stage))),
      holds: (stage) => holds(stage, BADGE),
    },
  ],
  breaches: async (stage) => {
    const [wishes, sent] = [await recorded(stage, 'InviteRequested'), await recorded(stage, 'InviteSent')];
    const mails = mailsTo(stage);
    return [
      ...(mails > 1 || wishes !== 1 ? [`${mails} mails went and ${wishes} were asked for, instead of one`] : []),
      ...(sent > mails ? ['a mail is said to have gone that never came'] : []),
    ];
  },
};
