import type { RecordedEvent } from '#domain';
import { postgresEventStore } from '#event-store';
import type { Command } from 'commander';
import { setTimeout as pause } from 'node:timers/promises';
import { withRuntime } from './context.js';
import { CommandError, EXIT } from './exit.js';
import { printLine } from './output.js';

const PAGE = 500;
const EVERY_MS = 500;

const lineOf = ({ globalPosition, recordedAt, stream, version, event, metadata }: RecordedEvent): string =>
  `${globalPosition} ${recordedAt} ${event.type} ${stream}@${version} ${metadata.channel ?? metadata.source} ${JSON.stringify(masked(event.data))}`;

/** `data` holds no personal data; what stands for a person is shortened so that lines can be shown around. */
const masked = (data: object): object =>
  Object.fromEntries(
    Object.entries(data).map(([name, value]) => [
      name,
      name === 'person' && typeof value === 'string' ? `${value.slice(0, 8)}…` : (value as unknown),
    ]),
  );

const jsonOf = ({ globalPosition, event, ...recorded }: RecordedEvent): string =>
  JSON.stringify({ position: globalPosition.toString(), ...recorded, event: { ...event, data: masked(event.data) } });

const countOf = (lines: string): bigint => {
  if (!/^\d{1,15}$/.test(lines)) throw new CommandError('--lines takes a number, such as 100.', EXIT.wrongUse);
  return BigInt(lines);
};

export const tailCommand = (program: Command): Command =>
  program
    .command('tail')
    .description('the log, newest last, personal data masked')
    .option('--follow', 'go on as it grows')
    .option('--lines <n>', 'how many to begin with', '20')
    .option('--json', 'one JSON object a line')
    .addHelpText('after', '\nExample:\n  catraca tail --follow')
    .action(async ({ follow, lines, json }: { follow?: boolean; lines: string; json?: boolean }) => {
      const back = countOf(lines);
      await withRuntime(async ({ pool }) => {
        const store = postgresEventStore(pool);
        const head = await store.head();
        let position = head > back ? head - back : 0n;
        for (;;) {
          const events = await store.readAll(position, PAGE);
          events.forEach((recorded) => printLine(json ? jsonOf(recorded) : lineOf(recorded)));
          position = events.at(-1)?.globalPosition ?? position;
          if (events.length === PAGE) continue;
          if (!follow) return;
          await pause(EVERY_MS);
        }
      });
    });
