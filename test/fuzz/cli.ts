import fc from 'fast-check';
import { bufferOf } from './bytes.js';
import { checkSaid, mayWrite, type Said } from './cli-check.js';
import { openHost, runAlone } from './cli-process.js';
import { openCliStage, type CliStage, type Copyable } from './cli-stage.js';
import { Fault, type Target } from './engine.js';
import { lines, type Line } from './lines.js';

/** These run until somebody ends them, where they can. */
const ENDLESS = ['up', 'ingress', 'worker', '--follow'];

const argsOf = ({ args }: Line, { doors }: CliStage): readonly string[] =>
  args.map((arg) => bufferOf(arg).toString('utf8').replace('{loud}', doors.loud).replace('{mute}', doors.mute));

const shown = (args: readonly string[]): string => args.map((arg) => JSON.stringify(arg.length > 200 ? `${arg.slice(0, 200)}…` : arg)).join(' ');

/** The command line: whatever is typed. */
export const cliTarget = async (database: Copyable): Promise<Target<Line>> => {
  const stage = await openCliStage(database);
  const host = openHost();
  let before = await stage.print();
  let dirty = false;
  let slowest = 0;
  const codes = new Map<number, number>();

  const run = async (line: Line): Promise<Said> => {
    const args = argsOf(line, stage);
    const away = line.away ?? args.some((arg) => ENDLESS.includes(arg));
    const asked = { args, env: stage.env(away), cwd: stage.folder };
    const began = performance.now();
    const ended = await (line.stdin === undefined ? host.run(asked) : runAlone(asked, bufferOf(line.stdin)));
    slowest = Math.max(slowest, performance.now() - began);
    codes.set(ended.code, (codes.get(ended.code) ?? 0) + 1);
    return { ...ended, args };
  };

  const checkDatabase = async (said: Said): Promise<void> => {
    const now = await stage.print();
    if (now === before) return;
    dirty = true;
    const changed = now.split('\n').filter((row) => !before.includes(row));
    before = now;
    if (!mayWrite(said)) throw new Fault(`exit ${said.code}, and yet these tables changed: ${changed.join(', ')}`);
    if ((await stage.named()) > 0) throw new Fault('an address stands in the log in the clear');
  };

  const attempt = async (line: Line): Promise<void> => {
    try {
      const said = await run(line);
      await checkDatabase(said);
      checkSaid(said, stage);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      throw new Fault(`catraca ${shown(argsOf(line, stage))}: ${error.message}`);
    }
  };

  return {
    name: 'cli',
    batches: fc.array(lines, { minLength: 1, maxLength: 3 }),
    attempt: async (batch) => {
      if (dirty) {
        await stage.renew();
        before = await stage.print();
        dirty = false;
      }
      for (const line of batch) await attempt(line);
    },
    figures: () => ({
      'exit codes': [...codes]
        .sort()
        .map(([code, count]) => `${code} × ${count}`)
        .join(', '),
      'slowest in ms': String(Math.round(slowest)),
    }),
    close: async () => {
      host.close();
      await stage.close();
    },
  };
};
