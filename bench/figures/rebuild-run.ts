import { projections, replay } from '#projections';
import { connectOrm, momentOf, poolOf } from '#runtime';
import { answerWith } from '../stage/child.js';

/** What a rebuild came to. `peakMb`: the most memory that this process ever held. */
export interface Rebuilt {
  readonly seconds: number;
  readonly facts: number;
  readonly differences: number;
  readonly peakMb: number;
}

/** One `replay` of everything, in a process that does nothing else. */
answerWith(async ({ databaseUrl, dryRun }: { databaseUrl: string; dryRun: boolean }): Promise<Rebuilt> => {
  const orm = await connectOrm(databaseUrl, 4);
  const began = performance.now();
  const report = await replay(await poolOf(orm), { projections, dryRun, moment: momentOf({}), onProgress: () => undefined });
  const seconds = (performance.now() - began) / 1000;
  await orm.close(true);
  const peakMb = process.resourceUsage().maxRSS / 1024;
  return { seconds, facts: Number(report.facts), differences: report.differences.length, peakMb };
});
