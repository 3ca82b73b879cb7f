import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { foldAll, readModel } from '#projections';
import { utimesSync } from 'node:fs';
import { survey } from '../../apps/cli/src/members-check.js';
import { chooseColumns } from '../../apps/cli/src/members-columns.js';
import { openMembersFile } from '../../apps/cli/src/members-file.js';
import { importMembers, type CheckedList } from '../../apps/cli/src/members-import.js';
import { commandLine, type CommandLine } from '../support/command.js';
import { openHouse, type House } from '../support/house.js';
import { buyer } from '../support/story.js';

jest.setTimeout(60_000);

let house: House;
let cli: CommandLine;
beforeAll(async () => {
  house = await openHouse();
  cli = commandLine(house);
});
afterAll(async () => {
  cli.close();
  await house.close();
});

const head = async (): Promise<bigint> => house.store.head();
const load = async (file: string, ...more: readonly string[]): Promise<unknown> => cli.json(['members', 'import', file, '--yes', '--json', ...more]);

/** Somebody whom Cativa never told us about. */
const joinedBefore = async (email: string): Promise<string> => {
  house.cativa.faults.on('webhooksDown');
  const { id } = house.cativa.signUp({ email, name: 'Joined Before' });
  await house.cativa.delivered();
  house.cativa.faults.off('webhooksDown');
  return id;
};

const ownerOf = async (email: string): Promise<string | undefined> => {
  const person = house.runtime.personOf(email);
  const text = `select state->'seen'->>'member' as member from identities where key = $1`;
  return (await house.runtime.pool.query<{ member: string }>(text, [person])).rows[0]?.member;
};

const checked = async (path: string, asOf: string): Promise<CheckedList> => {
  const file = await openMembersFile(path);
  const found = chooseColumns(file.header, {});
  if ('problem' in found) throw new Error(found.problem);
  return { file, columns: found.columns, asOf, wrong: (await survey(file, found.columns)).wrong };
};

describe('members import', () => {
  test('a member who joined before and paid gets the badge; the same list again appends nothing', async () => {
    const ana = buyer(house, 'imp1');
    const member = await joinedBefore(ana.email);
    await ana.says('purchase-approved', -1);
    await house.settled();
    expect(house.cativa.holds(member, 'premium')).toBe(false);
    const file = cli.write('first.csv', `Código;E-mail;Nome\r\n${member};Imp1@Example.com;Ana\r\n01OTHER;other@example.com;\r\n`);
    expect(await load(file)).toEqual({ rows: 2, imported: 2, known: 0, errors: 0 });
    await house.holds(member, 'premium');
    await house.settled();
    const before = await head();
    expect(await load(file)).toEqual({ rows: 2, imported: 0, known: 2, errors: 0 });
    expect(await head()).toBe(before);
    expect(await house.differences()).toEqual([]);
  });

  test('keeps addresses and names in the personal part, and says nothing of them', async () => {
    const file = cli.write('personal.csv', 'id,email,name\n01PERS,Secret.Person@example.com,Secret Name\n');
    const { out, err, code } = await cli.quick(['members', 'import', file, '--yes', '--as-of', '2026-01-02T00:00:00-03:00']);
    expect([code, out]).toEqual([0, 'Rows: 1; new: 1; known already: 0; with errors: 0.\n']);
    expect(err).toContain('“email” (2 of 3)');
    expect(out + err).not.toMatch(/secret/i);
    const { rows } = await house.runtime.pool.query(`select type, data, personal, metadata from events where stream = 'member-01PERS'`);
    const data = { occurredAt: '2026-01-02T03:00:00.000Z', member: '01PERS', person: house.runtime.personOf('secret.person@example.com') };
    const personal = { email: 'Secret.Person@example.com', name: 'Secret Name' };
    expect(rows).toEqual([{ type: 'MemberSeen', data, personal, metadata: { source: 'catraca', schema: 1 } }]);
  });

  test('is true as of the time of the file, so that what Cativa said later stands', async () => {
    const { id } = house.cativa.signUp({ email: 'moved@example.com', name: 'Moved' });
    await house.settled();
    const file = cli.write('old.csv', 'id,email\n01OLD,moved@example.com\n');
    utimesSync(file, new Date('2026-02-01T00:00:00Z'), new Date('2026-02-01T00:00:00Z'));
    expect(await load(file)).toMatchObject({ imported: 1 });
    await house.settled();
    expect(await ownerOf('moved@example.com')).toBe(id);
  });

  test('a column of badges is all that a member held; --no-badges leaves it out, and both can be said of one list', async () => {
    const file = cli.write('badges.csv', 'id,email,badges\n01BADGE,badge@example.com,b1|b2\n01NONE,none@example.com,\n');
    expect(await load(file, '--no-badges')).toMatchObject({ imported: 2 });
    expect(await load(file)).toMatchObject({ imported: 2 });
    await foldAll(house.runtime.pool);
    const model = readModel(house.runtime.pool);
    const states = await model.membersState(['01BADGE', '01NONE'], await model.catalog(), { now: new Date().toISOString() });
    const held = states.map(({ states: badges }) => badges.filter(({ observed }) => observed).map(({ badge }) => badge));
    expect(held).toEqual([['b1', 'b2'], []]);
    expect((await house.runtime.pool.query('select from contradictions')).rowCount).toBe(0);
  });

  test('with errors imports nothing and exits 1; --skip-errors leaves those rows out', async () => {
    const rows = '01F,fine@example.com\n01G,secret-at-example.com\n,secret@example.com\n01H,twice@example.com\n01I,twice@example.com\n';
    const file = cli.write('errors.csv', `id,email\n${rows}`);
    const before = await head();
    const refused = await cli.quick(['members', 'import', file, '--yes', '--json']);
    expect([refused.code, JSON.parse(refused.out)]).toEqual([1, { rows: 5, imported: 0, known: 0, errors: 4 }]);
    ['line 3, “email”: is no address', 'line 4, “id”: is missing', 'line 6, “email”: is the address of more than one id: see line 5'].forEach(
      (line) => expect(refused.err).toContain(`${line}\n`),
    );
    expect(refused.err).not.toContain('secret');
    expect(await cli.json(['members', 'import', file, '--skip-errors', '--dry-run', '--json'])).toMatchObject({ rows: 5, imported: 0, errors: 4 });
    expect(await head()).toBe(before);
    expect(await load(file, '--skip-errors')).toEqual({ rows: 5, imported: 1, known: 0, errors: 4 });
    expect((await house.store.readStream('member-01H')).length).toBe(0);
  });

  test('where nobody can be asked it shows what it would read, exits 2 and changes nothing', async () => {
    const [file, before] = [cli.write('asked.csv', 'id,email\n01ASK,ask@example.com\n'), await head()];
    const { code, out, err } = await cli.run(['members', 'import', file], { input: 'y\n' });
    expect([code, out]).toEqual([2, '']);
    expect(err).toMatch(/“email” \(2 of 2\)[^]*--yes/);
    expect(await head()).toBe(before);
  });

  test('taken up after it was stopped, it goes on where it was', async () => {
    const asOf = '2026-03-01T00:00:00.000Z';
    const file = cli.write('long.csv', `id,email\n${Array.from({ length: 120 }, (_, at) => `01L${at},l${at}@example.com\n`).join('')}`);
    let stopped = false;
    const show = (): void => {
      stopped = true;
    };
    const first = await importMembers(house.runtime, await checked(file, asOf), { show, isStopped: () => stopped });
    expect(first).toEqual({ imported: 50, known: 0 });
    expect(await load(file, '--as-of', asOf)).toEqual({ rows: 120, imported: 70, known: 50, errors: 0 });
  });

  test('is refused with a sentence where the list or its time will not do', async () => {
    const fine = 'id,email\n1,a@example.com\n';
    const refusals = [
      { text: 'foo,bar\n1,2\n', more: [], exit: 2, words: 'The file has: “foo”, “bar”.' },
      { text: 'id,email\n', more: [], exit: 1, words: 'has a header and no rows' },
      { text: fine, more: ['--as-of', '2100-01-01T00:00:00Z'], exit: 2, words: '--as-of is still to come' },
      { text: fine, more: ['--as-of', '2026-01-01'], exit: 2, words: '--as-of takes an instant with its zone' },
    ];
    for (const { text, more, exit, words } of refusals) {
      const { code, out, err } = await cli.quick(['members', 'import', cli.write('refused.csv', text), '--yes', ...more]);
      expect([code, out, err]).toEqual([exit, '', expect.stringContaining(words)]);
    }
  });
});
