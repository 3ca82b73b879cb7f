import type { Stage } from './stage.js';

/** What the log says of a member, with times: why something was sent again is to be read in it. */
const storyOf = async ({ pool }: Stage, member: string): Promise<string> => {
  const { rows } = await pool.query<{ type: string; recorded_at: Date }>(
    "select type, recorded_at from events where data->>'member' = $1 order by global_position",
    [member],
  );
  return rows.map(({ type, recorded_at: at }) => `${type} ${at.toISOString().slice(11, 23)}`).join(', ');
};

type Call = Stage['cativa']['calls'][number];

/** Commands that Cativa had carried out already. */
export const askedAgain = ({ cativa }: Stage): readonly Call[] => cativa.calls.filter(({ outcome }) => outcome === 'already');

/** These commands in sentences. */
export const storiesOf = async (stage: Stage, calls: readonly Call[]): Promise<readonly string[]> =>
  Promise.all(
    calls.map(async ({ command, member, at }) => `${command} was sent again for ${member} at ${at} (the log: ${await storyOf(stage, member)})`),
  );

/** How many webhooks that came since then are kept and their senders never heard so, without those on which they gave up by themselves. */
export const unanswered = async ({ office, pool }: Stage, since = new Date(0)): Promise<number> => {
  const { rows } = await pool.query<{ id: string }>('select id from deliveries where received_at >= $1', [since]);
  const answered = new Set(office.acknowledged.map(({ delivery }) => delivery));
  return Math.max(0, rows.filter(({ id }) => !answered.has(id)).length - office.givenUp());
};
