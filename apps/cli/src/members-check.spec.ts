import { describe, expect, test } from '@jest/globals';
import { memberIn, survey, type Survey } from './members-check.js';
import type { Columns } from './members-columns.js';
import type { MembersFile } from './members-file.js';

const HEADER = ['Código', 'E-mail', 'Nome', 'Badges'];
const COLUMNS: Columns = { id: 0, email: 1, name: 2 };
const WITH_BADGES: Columns = { ...COLUMNS, badges: 3 };

/** A list in memory; its rows begin on line 2. */
const listOf = (rows: readonly (readonly string[])[]): MembersFile => ({
  encoding: 'utf-8',
  separator: ';',
  header: HEADER,
  modifiedAt: '2026-11-20T12:00:00.000Z',
  isUnchanged: async () => Promise.resolve(true),
  rows: async function* () {
    for (const [index, cells] of rows.entries()) yield await Promise.resolve({ line: index + 2, cells });
  },
});

const surveyed = async (rows: readonly (readonly string[])[], columns = COLUMNS): Promise<Survey> => survey(listOf(rows), columns);
const member = (cells: readonly string[], columns = WITH_BADGES): unknown => memberIn({ line: 2, cells }, columns, 4);

describe('a row', () => {
  test('names a member, with the address as written and in its normal form', () => {
    expect(member(['01H', 'Ana@Example.com', 'Ana', ''], COLUMNS)).toEqual({
      member: { member: '01H', email: 'Ana@Example.com', address: 'ana@example.com', name: 'Ana' },
    });
  });

  test('without a name has none; with a column of badges it has all that it lists, or none', () => {
    expect(member(['01H', 'a@x.com', '', ''])).toEqual({ member: { member: '01H', email: 'a@x.com', address: 'a@x.com', badges: [] } });
    expect(member(['01H', 'a@x.com', '', 'b1; b2|b3,b1;'])).toMatchObject({ member: { badges: ['b1', 'b2', 'b3'] } });
  });

  test('with more than one error tells all of them', () => {
    expect(member(['', 'nobody', '', 'b'.repeat(201)])).toEqual({
      problems: [
        { column: 'id', what: 'is missing' },
        { column: 'email', what: 'is no address' },
        { column: 'badges', what: 'holds what cannot be the id of a badge' },
      ],
    });
  });
});

describe('a look at the whole list', () => {
  test('names line, column and error, and never what a person wrote', async () => {
    const { rows, wrong, problems } = await surveyed([
      ['01A', 'fine@x.com', 'Fine', ''],
      ['01B', 'secret-at-x.com', 'Secret', ''],
      ['', 'secret@x.com', 'Secret', ''],
      ['01D', '', 'Secret', ''],
      ['1,23457E+15', 'secret2@x.com', 'Secret', ''],
      ['s'.repeat(201), 'secret3@x.com', 'Secret', ''],
      ['01E', 'secret4@x.com', 'Secret'],
    ]);
    expect([rows, [...wrong]]).toEqual([7, [3, 4, 5, 6, 7, 8]]);
    expect(problems).toEqual([
      'line 3, “E-mail”: is no address',
      'line 4, “Código”: is missing',
      'line 5, “E-mail”: is missing',
      'line 6, “Código”: is a number that a spreadsheet has rounded; export the ids as text',
      'line 7, “Código”: cannot be an id: too long, or with characters that no id has',
      'line 8: 3 columns, where the header has 4',
    ]);
  });

  test('believes none of two ids at one address; the same member twice, or with two addresses, is fine', async () => {
    const { wrong, problems } = await surveyed([
      ['01A', 'ana@x.com', '', ''],
      ['01A', 'ANA@x.com ', '', ''],
      ['01A', 'ana@work.com', '', ''],
      ['01B', 'bia@x.com', '', ''],
      ['01C', 'Bia@x.com', '', ''],
      ['01B', 'bia@x.com', '', ''],
    ]);
    expect([...wrong].sort()).toEqual([5, 6, 7]);
    expect(problems).toEqual([6, 7].map((line) => `line ${line}, “E-mail”: is the address of more than one id: see line 5`));
  });

  test('believes none of two lists of badges of one member, in whatever order they are', async () => {
    const rows = [
      ['01A', 'ana@x.com', '', 'b1;b2'],
      ['01A', 'ana@work.com', '', 'b2;b1'],
      ['01B', 'bia@x.com', '', 'b1'],
      ['01B', 'bia@x.com', '', 'b2'],
    ];
    const { wrong, problems } = await surveyed(rows, WITH_BADGES);
    expect([[...wrong], problems]).toEqual([[4, 5], ['line 5, “Badges”: are not the same for this id everywhere: see line 4']]);
    expect((await surveyed(rows)).wrong.size).toBe(0);
  });

  test('tells the first twenty errors and counts the rest', async () => {
    const { problems, found, wrong } = await surveyed(Array.from({ length: 50_000 }, (_, index) => [`${index}`, 'same@x.com', '', '']));
    expect([problems.length, found, wrong.size]).toEqual([20, 49_999, 50_000]);
  });
});
