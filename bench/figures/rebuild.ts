import { copyOutRate } from '../load/copy-out.js';
import { seedLog } from '../log/seed.js';
import { emmettRebuild, ownDatabase } from '../peers/index.js';
import { goalLine, lineOf, median, type Line, type Measured, type Plan } from '../report/measured.js';
import type { Check } from '../stage/kept.js';
import { openStage } from '../stage/stage.js';
import { withStage, type Standing } from '../stage/with-stage.js';
import type { Rebuilt } from './rebuild-run.js';
import { fillByReplay, memoryLine, rebuildIn } from './rebuilding.js';

/** The same rows as a rebuild reads, in the same order. */
const SAME_ROWS = 'select global_position, stream, version, event_id, type, data, metadata, recorded_at from events order by global_position';

interface Size {
  readonly facts: number;
  readonly rounds: number;
}

/** The first rebuild fills the live tables; those that are measured are compared with them, row by row, as every rebuild is. */
const measureSize = async (standing: Standing, { facts, rounds }: Size, say: Plan['say']) => {
  say(`rebuild of ${facts.toLocaleString('en')} facts: writing the log`);
  await seedLog(standing.pool, facts);
  await fillByReplay(standing);
  const found: { ours: Rebuilt; copied: number }[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    say(`rebuild of ${facts.toLocaleString('en')} facts, round ${round} of ${rounds}`);
    found.push({ copied: (await copyOutRate(standing.stage.databaseUrl, SAME_ROWS)).perSecond, ours: await rebuildIn(standing, true) });
  }
  return found;
};

const linesOf = (facts: number, found: Awaited<ReturnType<typeof measureSize>>): readonly Line[] => {
  const name = facts.toLocaleString('en');
  const ours = found.map(({ ours: { seconds } }) => facts / seconds);
  const share = found.map(({ copied }, index) => (100 * (ours[index] ?? 0)) / copied);
  const peaks = found.map(({ ours: { peakMb } }) => peakMb);
  return [
    lineOf(`Catraca, ${name} facts`, ours, 'facts/s'),
    lineOf(
      `COPY to the client, ${name} facts`,
      found.map(({ copied }) => copied),
      'rows/s',
    ),
    goalLine(lineOf(`share of COPY, ${name} facts`, share, '%'), median(share), { text: 'at least 25 %', least: 25 }),
    memoryLine(`most memory, ${name} facts`, peaks),
  ];
};

const checkOf = (facts: number, found: Awaited<ReturnType<typeof measureSize>>): Check => {
  const wrong = found.filter(({ ours }) => ours.differences > 0 || ours.facts !== facts);
  return {
    claim: `${facts.toLocaleString('en')} facts rebuilt, and no row differs`,
    ok: wrong.length === 0,
    found: `${found.length - wrong.length} of ${found.length} rebuilds`,
  };
};

const measureOurs = async (size: Size, say: Plan['say']) =>
  withStage(async (standing) => {
    const found = await measureSize(standing, size, say);
    return { lines: linesOf(size.facts, found), check: checkOf(size.facts, found), rate: median(found.map(({ ours }) => size.facts / ours.seconds)) };
  });

const measureTheirs = async (events: number) => {
  const stage = await openStage();
  try {
    const beside = await ownDatabase(stage.superuserUrl, 'emmett');
    return await emmettRebuild({ databaseUrl: beside.url, events }).finally(beside.drop);
  } finally {
    await stage.close();
  }
};

/** `sizes`: how many facts the logs have. */
export const measureRebuild = async ({ quick, rounds, say }: Plan, sizes: readonly number[]): Promise<Measured> => {
  const ours = [];
  for (const facts of sizes) ours.push(await measureOurs({ facts, rounds: facts > 2_000_000 ? 1 : Math.min(rounds, 3) }, say));
  say('rebuild: Emmett');
  const theirs = await measureTheirs(quick ? 1_000 : 30_000);
  const best = ours[0]?.rate ?? 0;
  return {
    name: 'rebuild',
    title: 'Facts a second for a replay of everything',
    lines: [
      ...ours.flatMap(({ lines }) => lines),
      lineOf(
        `Emmett, ${theirs.events.toLocaleString('en')} events${theirs.complete ? '' : `, of which it folded ${theirs.folded.toLocaleString('en')}`}`,
        [theirs.perSecond],
        '/s',
      ),
      goalLine(lineOf('Catraca to Emmett', [best / theirs.perSecond], '×'), best / theirs.perSecond, { text: 'at least 25 ×', least: 25 }),
    ],
    checks: ours.map(({ check }) => check),
  };
};
