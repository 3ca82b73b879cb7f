import type { Finding } from '#proof';
import { setTimeout as pause } from 'node:timers/promises';
import { unless, type Case, type QueueKind } from './case.js';
import type { Endings } from './endings.js';
import { askedAgain, storiesOf, unanswered } from './repeats.js';
import { atWork, recovery, settled, type Recovery } from './settle.js';
import { openStage, type Measure, type Site, type Stage } from './stage.js';
import { breachesOutside, findings } from './verdict.js';

/** What came of one case. Times in milliseconds; nothing where it never came about. */
export interface Outcome extends Recovery {
  readonly name: string;
  readonly queue: QueueKind;
  readonly does: string;
  /** From the last customer until nothing was under way. */
  readonly quietMs: number | undefined;
  readonly findings: readonly Finding[];
  readonly breaches: readonly string[];
  readonly notes: readonly string[];
  readonly customers: number;
  readonly webhooks: number;
  readonly facts: number;
  readonly calls: number;
  readonly answers: Readonly<Record<string, number>>;
  readonly logLines: number;
}

/** Customers go on coming for so long after the fault. */
const TAIL_MS = 2000;

const factsIn = (checked: readonly Finding[]): number => checked.find(({ invariant }) => invariant === 'I6')?.looked ?? 0;

const figures = ({
  load,
  office,
  cativa,
  roles,
}: Stage): Omit<Outcome, 'name' | 'queue' | 'does' | 'quietMs' | 'facts' | keyof Recovery | keyof Verdict> => ({
  customers: load.customers.length,
  webhooks: office.acknowledged.length,
  calls: cativa.calls.length,
  answers: Object.fromEntries([...office.statuses].map(([status, count]) => [status === 0 ? 'none' : String(status), count])),
  logLines: roles.words().reduce((sum, { text }) => sum + text.split('\n').length - 1, 0),
});

interface Verdict {
  readonly findings: readonly Finding[];
  readonly breaches: readonly string[];
  readonly notes: readonly string[];
}

const never = (what: string, ms: number | undefined): readonly string[] => (ms === undefined ? [`${what} within two minutes`] : []);

const again = (commands: number, webhooks: number): readonly string[] =>
  commands + webhooks === 0 ? [] : [`${commands} commands and ${webhooks} webhooks came again, without effect`];

/** Tells one case on a stage of its own, which `ends` puts away. */
export const runCase = async (one: Case, site: Site, measure: Measure, ends: Endings): Promise<Outcome> => {
  const stage = await openStage(site, measure, ends, one);
  await atWork(stage);
  const { over, breaches = [], notes = [] } = await one.run(stage);
  const recovering = recovery(stage, over);
  await pause(TAIL_MS);
  await stage.load.stop();
  const recovered = await recovering;
  const quietMs = await settled(stage);
  const late = [
    ...never('what had been handed in before the end of the fault was not put right', recovered.accessMs),
    ...never('it did not come to rest', quietMs),
  ];
  const checked = await findings(stage, true);
  const [commands, unheard] = [askedAgain(stage), await unanswered(stage)];
  return {
    name: one.name,
    queue: site.redisUrl ? 'redis' : 'postgres',
    does: one.does,
    ...recovered,
    quietMs,
    findings: checked,
    breaches: [
      ...breaches,
      ...late,
      ...breachesOutside(stage),
      ...(one.nothingTwice
        ? [...(await storiesOf(stage, commands)), ...unless(unheard === 0, `${unheard} webhooks were kept without an answer`)]
        : []),
    ],
    notes: [...notes, ...again(commands.length, unheard)],
    facts: factsIn(checked),
    ...figures(stage),
  };
};

/** Everything that broke, in sentences. */
export const brokenIn = ({ findings: checked, breaches }: Pick<Outcome, 'findings' | 'breaches'>): readonly string[] => [
  ...checked.flatMap((finding) => finding.breaches.map((breach) => `${finding.invariant}: ${breach}`)),
  ...breaches,
];
