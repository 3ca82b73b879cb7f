import { describe, expect, test } from '@jest/globals';
import { readQuestion } from './question.js';

describe('a question', () => {
  test.each([
    ['of whom', { asked: 'ana@example.com' }, { asked: 'ana@example.com' }],
    ['of whom and when', { asked: 'HP1', asOf: '2026-11-20T09:00:00-03:00' }, { asked: 'HP1', asOf: '2026-11-20T12:00:00.000Z' }],
    ['as long as an address may be', { asked: 'a'.repeat(320) }, { asked: 'a'.repeat(320) }],
    ['in any letters', { asked: 'usuária-çã' }, { asked: 'usuária-çã' }],
  ])('is read: %s', (_, given, question) => expect(readQuestion(given)).toEqual({ ok: true, question }));

  test.each([undefined, null, 'ana@example.com', 7, [], [{ asked: 'ana@example.com' }]])('is no %j', (given) =>
    expect(readQuestion(given)).toEqual({ ok: false, wrong: 'expected a JSON object' }),
  );

  test.each([{}, { asked: '' }, { asked: 7 }, { asked: ['ana@example.com'] }, { asked: 'a'.repeat(321) }, { asked: 'a\0b' }, { asked: 'a\ud800' }])(
    'without a usable name is refused: %j',
    (given) => expect(readQuestion(given)).toEqual({ ok: false, wrong: expect.stringMatching(/^asked: expected /) }),
  );

  test.each(['2026-11-20', '2026-11-20T12:00:00', '2026-02-30T12:00:00Z', '', 'now', 1_795_000_000_000, null, ['2026-11-20T12:00:00Z']])(
    'as of %j is refused',
    (asOf) => expect(readQuestion({ asked: 'HP1', asOf })).toEqual({ ok: false, wrong: expect.stringMatching(/^asOf: expected /) }),
  );

  test('with a misspelt field is refused, and the field is not repeated', () => {
    expect(readQuestion({ asked: 'HP1', 'as-of': '2026-11-20T12:00:00Z' })).toEqual({ ok: false, wrong: 'expected nothing but asked and asOf' });
  });
});
