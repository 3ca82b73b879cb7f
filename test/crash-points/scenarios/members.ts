import type { Scenario, Stage } from '../scenario.js';
import { addressOf, BADGE, furnished, holds, memberIn, says, signUp, yesterday } from './people.js';

const ROWS = 120;

/** Somebody of whom no webhook ever told us. */
const joinInSilence = async (stage: Stage): Promise<void> => {
  const { cativa } = stage.house;
  cativa.faults.on('webhooksDown');
  signUp(stage);
  await cativa.delivered();
  cativa.faults.off('webhooksDown');
};

const listOf = ({ house, tag }: Stage): string => {
  const others = Array.from({ length: ROWS - 1 }, (_, index) => `m${tag}x${index},${tag}x${index}@example.com`);
  return ['id,email', ...others, `${memberIn(house, tag)},${addressOf(tag)}`].join('\n');
};

/** A list of members from before is read in, three batches of it; a buyer among them has waited. */
export const members: Scenario = {
  name: 'members',
  roles: ['ingress', 'worker'],
  lives: 10,
  prepare: furnished,
  steps: [
    {
      name: 'purchase',
      watched: [],
      act: async (stage) => {
        await joinInSilence(stage);
        await says(stage, 'purchase-approved', { at: yesterday() });
      },
      holds: () => true,
    },
    {
      name: 'import',
      watched: ['command'],
      act: async (stage) => stage.run(['members', 'import', stage.house.installation.write(`${stage.tag}.csv`, listOf(stage)), '--yes']),
      holds: (stage) => holds(stage, BADGE),
    },
  ],
  breaches: async ({ house, tag }) => {
    const { rows } = await house.pool.query<{ facts: number; known: number }>(
      `select (select count(*)::int from events where type = 'MemberSeen' and data->>'member' like $1) as facts,
        (select count(*)::int from identities where state->'seen'->>'member' like $1) as known`,
      [`m${tag}x%`],
    );
    const { facts = 0, known = 0 } = rows[0] ?? {};
    return facts === ROWS - 1 && known === ROWS - 1 ? [] : [`${facts} facts tell of ${known} members, instead of ${ROWS - 1} of as many`];
  },
};
