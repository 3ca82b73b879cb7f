import { SingleBar, Presets } from 'cli-progress';
import Table from 'cli-table3';
import { askLine } from './ask-line.js';
import { CommandError, EXIT } from './exit.js';
import { plain, plainJson } from './plain.js';

/** One JSON document on stdout; bigints as text. */
export const printJson = (value: unknown): void => {
  const json = JSON.stringify(value, (_, part: unknown) => (typeof part === 'bigint' ? part.toString() : part), 2);
  process.stdout.write(`${plainJson(json)}\n`);
};

export const printLine = (line = ''): void => {
  process.stdout.write(`${plain(line)}\n`);
};

/** Words for a person beside the data: always on stderr, so that data can be piped. */
export const say = (line: string): void => {
  process.stderr.write(`${plain(line)}\n`);
};

/** A plain table, or a sentence when there is nothing to show. */
export const printTable = (head: readonly string[], rows: readonly (readonly string[])[], empty: string): void => {
  if (rows.length === 0) return printLine(empty);
  const table = new Table({ head: [...head], style: { head: [], border: [], compact: true } });
  table.push(...rows.map((row) => [...row]));
  printLine(table.toString());
};

/** A bar on a terminal with rate and time left; silence elsewhere. */
export const progressBar = (what: string): { show: (done: bigint, total: bigint) => void; stop: () => void } => {
  if (!process.stderr.isTTY) return { show: () => undefined, stop: () => undefined };
  const bar = new SingleBar(
    { format: `${what} {bar} {percentage}% {value}/{total} facts, {eta_formatted} left`, stream: process.stderr, hideCursor: true },
    Presets.shades_classic,
  );
  let started = false;
  return {
    show: (done, total) => {
      if (!started) bar.start(Number(total), 0);
      started = true;
      bar.setTotal(Number(total));
      bar.update(Number(done));
    },
    stop: () => bar.stop(),
  };
};

/** Asks before access changes; where nobody is there to ask, `--yes` must have been given. */
export const confirm = async (question: string, yes: boolean): Promise<boolean> => {
  if (yes) return true;
  if (!process.stdin.isTTY) throw new CommandError('Nobody is here to ask. Look at the preview, then run it again with --yes.', EXIT.wrongUse);
  return /^(y|yes|s|sim|si|sí)$/i.test((await askLine(`${plain(question)} [y/N] `)).trim());
};

const UNITS = [
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** How long ago, in the largest unit that fits: `3 h`. */
export const age = (since: string, now = Date.now()): string => {
  const ms = Math.max(0, now - Date.parse(since));
  const unit = UNITS.find(([, size]) => ms >= size);
  return unit ? `${Math.floor(ms / unit[1])} ${unit[0]}` : 'now';
};
