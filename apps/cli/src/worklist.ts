import { badgesOf, memberStream } from '#domain';
import { postgresEventStore, type NewEvent } from '#event-store';
import { foldAll, openBadges, readModel, type OpenBadge } from '#projections';
import type { Runtime } from '#runtime';
import type { Command } from 'commander';
import { stringify } from 'csv-stringify/sync';
import { withRuntime } from './context.js';
import { CommandError } from './exit.js';
import { age, printJson, printTable, say } from './output.js';
import { plain } from './plain.js';
import { signed } from './signature.js';

/** One thing for a person to do in the Console. */
interface Item {
  readonly command: 'assign' | 'remove';
  readonly badge: string;
  readonly badgeId: string;
  readonly member: string;
  readonly email: string;
  readonly name: string;
  readonly since: string;
}

/** The latest address and name that Cativa showed of each member: a person must find them in the Console. */
const peopleOf = async ({ pool }: Runtime, members: readonly string[]) => {
  const text = `select distinct on (data->>'member') data->>'member' as member, personal->>'email' as email, personal->>'name' as name
    from events where stream = any($1) and personal is not null order by data->>'member', data->>'occurredAt' desc`;
  const streams = members.map((member) => `member-${member}`);
  const { rows } = await pool.query<{ member: string; email: string | null; name: string | null }>(text, [streams]);
  return new Map(rows.map((row) => [row.member, row]));
};

const listed = (open: readonly OpenBadge[]): readonly OpenBadge[] => open.filter(({ record }) => record.ask?.via === 'worklist');

const items = async (runtime: Runtime): Promise<readonly Item[]> => {
  const open = listed(await openBadges(runtime.pool, 'asked'));
  const people = await peopleOf(runtime, [...new Set(open.map(({ member }) => member))]);
  const names = badgesOf(await readModel(runtime.pool).catalog());
  return open
    .flatMap(({ member, badge, record: { ask } }) =>
      ask
        ? [
            {
              command: ask.command,
              badge: names.get(badge)?.name ?? badge,
              badgeId: badge,
              member,
              email: people.get(member)?.email ?? '',
              name: people.get(member)?.name ?? '',
              since: ask.at,
            },
          ]
        : [],
    )
    .sort((a, b) => a.since.localeCompare(b.since));
};

/** The sales behind the wish that is listed; none where the badge had been ours before it. */
const salesBehind = async ({ pool }: Runtime, { member, badge, record: { ask } }: OpenBadge): Promise<readonly string[]> => {
  const wishes = (await postgresEventStore(pool).readStream(memberStream(member))).map(({ event }) => event);
  const wish = wishes.findLast((event) => event.type === 'AssignRequested' && event.data.badge === badge);
  return wish?.type === 'AssignRequested' && ask?.owned !== true ? wish.data.sales : [];
};

const ticked = ({ member, badge, record: { ask } }: OpenBadge, by: string, sales: readonly string[]): NewEvent => {
  const data = { occurredAt: new Date().toISOString(), member, badge, attempt: 1, by };
  const assign = ask?.command === 'assign';
  return {
    key: `catraca/answer/${member}/${badge}/${assign ? 'assign' : 'remove'}/${ask?.at}`,
    event: assign ? { type: 'BadgeAssigned', data: { ...data, sales } } : { type: 'BadgeRemoved', data },
    metadata: { source: 'catraca', schema: 1 },
  };
};

const tickOff = async (runtime: Runtime, member: string, badge: string, by: string): Promise<void> => {
  const names = badgesOf(await readModel(runtime.pool).catalog());
  const badgeId = [...names.values()].find(({ name }) => name === badge)?.id ?? badge;
  const item = listed(await openBadges(runtime.pool, 'asked')).find((open) => open.member === member && open.badge === badgeId);
  if (!item) throw new CommandError(`Nothing is listed for member ${member} and badge ${badge}. See: catraca worklist`);
  await postgresEventStore(runtime.pool).append([ticked(item, by, await salesBehind(runtime, item))]);
  await foldAll(runtime.pool);
  say('Ticked off.');
};

const show = (rows: readonly Item[]): void =>
  printTable(
    ['waits', 'do', 'badge', 'address', 'name', 'member'],
    rows.map((item) => [age(item.since), item.command, item.badge, item.email, item.name, item.member]),
    'The work list is empty.',
  );

export const worklistCommand = (program: Command): Command => {
  const worklist = program.command('worklist').description('assignments and removals for a person to carry out in the Console');
  worklist
    .command('list', { isDefault: true })
    .description('what is to be done, oldest first')
    .option('--json', 'print the list as JSON')
    .addHelpText('after', '\nExample:\n  catraca worklist')
    .action(async ({ json }: { json?: boolean }) => {
      const rows = await withRuntime(items);
      return json ? printJson(rows) : show(rows);
    });
  worklist
    .command('export')
    .description('the same as CSV, on stdout')
    .addHelpText('after', '\nExample:\n  catraca worklist export > worklist.csv')
    .action(async () => {
      const rows = await withRuntime(items);
      // A leading = + - @ would be a formula in a spreadsheet; members chose their names themselves.
      process.stdout.write(
        stringify([...rows], {
          cast: { string: plain },
          header: true,
          columns: ['command', 'badge', 'badgeId', 'email', 'name', 'member', 'since'],
          escape_formulas: true,
        }),
      );
    });
  worklist
    .command('done <member> <badge>')
    .description('tick one off')
    .option('--by <name>', 'who did it', 'operator')
    .addHelpText('after', '\nExample:\n  catraca worklist done 01HQ7Z3X premium --by carla')
    .action(async (member: string, badge: string, { by }: { by: string }) => {
      const signature = signed({ by });
      await withRuntime(async (runtime) => tickOff(runtime, member, badge, signature.by));
    });
  return worklist;
};
