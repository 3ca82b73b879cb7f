import { describe, expect, test } from '@jest/globals';
import { chooseColumns, type NamedColumns } from './members-columns.js';

const chosen = (header: readonly string[], named: NamedColumns = {}): unknown => {
  const found = chooseColumns(header, named);
  return 'problem' in found ? found.problem : found.columns;
};

describe('columns are known by their names', () => {
  test.each([
    ['Portuguese', ['Código', 'E-mail', 'Nome'], { id: 0, email: 1, name: 2 }],
    ['English', ['Full name', 'User ID', 'Email address'], { id: 1, email: 2, name: 0 }],
    ['Spanish', ['Nombre', 'Correo electrónico', 'ID de usuario'], { id: 2, email: 1, name: 0 }],
    ['an export', ['userId', 'e_mail', 'badge_ids'], { id: 0, email: 1, badges: 2 }],
    ['another one', ['ULID', 'EMAIL'], { id: 0, email: 1 }],
    ['one more', ['guid', 'Correo', 'phone'], { id: 0, email: 1 }],
  ])('%s', (_, header, columns) => {
    expect(chosen(header)).toEqual(columns);
  });

  test('the id of a user is surer than an id', () => {
    expect(chosen(['id', 'user id', 'email'])).toEqual({ id: 1, email: 2 });
  });

  test('with badges left out if told so', () => {
    expect(chosen(['id', 'email', 'badges'], { badges: false })).toEqual({ id: 0, email: 1 });
  });
});

test('a name that ends lines, turns them, or is cut within a character is shown in one line all the same', () => {
  expect(chosen(['id', 'e\u2028mail \u202ex'])).toContain('The file has: “id”, “e mail  x”.');
  expect(chosen(['id', `${'x'.repeat(59)}😀`])).toContain(`“${'x'.repeat(59)} ”`);
});

describe('a named column', () => {
  test('counts before a known one, whatever its accents', () => {
    expect(chosen(['id', 'email', 'Matrícula', 'Contato'], { id: 'matricula', email: 'Contato' })).toEqual({ id: 2, email: 3 });
  });

  test('as it is written counts before one that is like it', () => {
    expect(chosen(['id', 'E-mail', 'email'], { email: 'email' })).toEqual({ id: 0, email: 2 });
  });

  test('that is not there, or is two things at once, is a problem', () => {
    expect(chosen(['id', 'email'], { name: 'apelido' })).toBe('--name: there is no column “apelido”.');
    expect(chosen(['id', 'email'], { email: 'id' })).toContain('“id” cannot be two things at once');
  });
});

describe('what is not sure is asked', () => {
  test('where the id or the address is missing, with the columns that there are', () => {
    expect(chosen(['foo', 'bar\nbaz'])).toBe(
      'No column is surely the member’s id and the e-mail. Name it: --id <column> --email <column>. The file has: “foo”, “bar baz”.',
    );
    expect(chosen(['id', 'foo'])).toContain('surely the e-mail. Name it: --email <column>. The file has: “id”, “foo”.');
  });

  test('where two columns would do', () => {
    expect(chosen(['id', 'E-mail', 'email'])).toBe('More than one column may be the e-mail: “E-mail”, “email”. Say which: --email <column>.');
  });

  test('where one name stands twice, unless nobody needs that column', () => {
    expect(chosen(['id', 'email', 'email'])).toContain('“email” stands there 2 times: rename');
    expect(chosen(['id', 'email', 'notes', 'notes'])).toEqual({ id: 0, email: 1 });
  });

  test('where the first line is a member, who is not shown', () => {
    const problem = chosen(['1', 'ana@example.com', 'Ana']);
    expect(problem).toContain('must name the columns');
    expect(problem).not.toMatch(/ana/i);
    expect(chosen(['1', 'Ana <ana@example.com>|x'])).toBe(problem);
  });

  test('with some of the columns, where there are very many', () => {
    const problem = chosen(Array.from({ length: 5000 }, (_, index) => `c${index}`));
    expect(problem).toMatch(/“c19” and 4980 more\.$/);
  });
});
