import { httpBadgeApi } from '#effects';
import { BADGE, memberOf, type Shop } from '../stage/shop.js';

/** Commands a second that the shop's Cativa takes of Catraca's own client, which sends 16 at once, when nothing else is done. */
export const takenAlone = async ({ api }: Shop, { from, count }: { from: number; count: number }): Promise<number> => {
  const { run } = httpBadgeApi(api);
  const began = performance.now();
  const outcomes = await Promise.all(
    Array.from({ length: count }, async (_, index) => run({ command: 'assign', member: memberOf(from + index), badge: BADGE })),
  );
  const seconds = (performance.now() - began) / 1000;
  const refused = outcomes.filter(({ kind }) => kind !== 'done').length;
  if (refused > 0) throw new Error(`Cativa did not take ${refused} of ${count} commands`);
  return count / seconds;
};
