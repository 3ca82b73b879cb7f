import type { Stage } from './stage.js';

/** Commands that Cativa had carried out already. */
export const askedAgain = ({ cativa }: Stage): readonly string[] =>
  cativa.calls.filter(({ outcome }) => outcome === 'already').map(({ command, member, at }) => `${command} was sent again for ${member} at ${at}`);

/** How many webhooks that came since then are kept and their senders never heard so, without those on which they gave up by themselves. */
export const unanswered = async ({ office, pool }: Stage, since = new Date(0)): Promise<number> => {
  const { rows } = await pool.query<{ id: string }>('select id from deliveries where received_at >= $1', [since]);
  const answered = new Set(office.acknowledged.map(({ delivery }) => delivery));
  return Math.max(0, rows.filter(({ id }) => !answered.has(id)).length - office.givenUp());
};
