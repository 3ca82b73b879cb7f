import { expect, test } from '@jest/globals';
import { prepared } from '#event-store';
import { statement } from '../crash-points/edges/statement.js';

const seen = (text: string, name?: string) => statement({ ...(name !== undefined && { name }), text, values: [] });

test('a statement with a name of its own is called by it', () => {
  expect(seen('select 1 from append_events($1)', 'append')).toEqual({ what: 'append', changes: true });
});

test.each([
  ['a fold that reads several tables', "select 'a' as t, key, state from a union all select 'b', key, state from b", 'read rows', false],
  ['a fold that writes several', 'with into_a as (insert into a (key, state) select key, state from j) select', 'write rows', true],
  [
    'a read that begins with a query of its own',
    'with some as materialized (select key from identities) select 1 from some',
    'with identities',
    false,
  ],
])('%s, planned once, is called by what it does', (_, text, what, changes) => {
  const { name } = prepared(text);
  expect(seen(text, name)).toEqual({ what, changes });
});
