import { describe, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { hardCases, type HardCase } from '../support/hard-cases/cases.js';
import { speakers, type Speaker } from '../support/hard-cases/dialects.js';
import { canSay, lineOf, linesOf, stage } from '../support/hard-cases/play.js';
import { hardCasesPage } from '../support/hard-cases/page.js';

const PAGE = 'docs/hard-cases.md';

type Seen = ReturnType<ReturnType<typeof stage>['look']>;

/** What an arrow means. */
const MEANINGS: Readonly<Record<string, (seen: Seen) => void>> = {
  'has the badge': ({ holds }) => expect(holds).toEqual(['X']),
  'has no badge': ({ holds }) => expect(holds).toEqual([]),
  'has the badge, and a person is asked': ({ holds, why }) => {
    expect(holds).toEqual(['X']);
    expect(why.join()).toContain('review');
  },
  'has the badge of plan A': ({ holds }) => expect(holds).toEqual(['X']),
  'has the badge of plan B': ({ holds }) => expect(holds).toEqual(['B']),
  'has the other badge': ({ holds }) => expect(holds).toEqual(['Y']),
  'has three badges': ({ holds }) => expect(holds).toEqual(['X', 'X2', 'X3']),
  'has the other two': ({ holds }) => expect(holds).toEqual(['X2', 'X3']),
  'is given the badge again': ({ asked, holds }) => expect([asked, holds]).toEqual([['assign X'], ['X']]),
  'is listed as unmapped': ({ unmapped, holds }) => expect([unmapped.length, holds]).toEqual([1, []]),
  'nothing to do': ({ asked }) => expect(asked).toEqual([]),
  waits: ({ pending }) => expect(pending).toBe('waiting'),
  'waits for nothing': ({ pending }) => expect(pending).toBe('withdrawn'),
};

const checkOf = (text: string): ((seen: Seen) => void) => {
  const check = MEANINGS[text.slice('=> '.length)];
  if (!text.startsWith('=> ') || check === undefined) throw new Error(`nobody knows what "${text}" means`);
  return check;
};

const play = (speaker: Speaker, hard: HardCase): void => {
  const { tell, look } = stage(speaker, hard);
  for (const text of linesOf(hard)) {
    const line = lineOf(text);
    if (line) tell(line);
    else checkOf(text)(look());
  }
};

/** All lines first, in this order, each of them twice; then only the last arrow counts. */
const playAtOnce = (speaker: Speaker, hard: HardCase, order: (history: readonly string[]) => readonly string[]): void => {
  const { tell, look } = stage(speaker, hard);
  const ordered = order(linesOf(hard))
    .map(lineOf)
    .filter((line) => line !== undefined);
  [...ordered, ...ordered.toReversed()].forEach(tell);
  expect(ordered.length).toBeGreaterThan(0);
  const last =
    linesOf(hard)
      .filter((text) => text.startsWith('=>'))
      .at(-1) ?? '';
  if (last !== '=> nothing to do') checkOf(last)(look());
};

describe.each(speakers.map((speaker): [string, Speaker] => [speaker.name, speaker]))('%s', (_, speaker) => {
  const said = hardCases.filter((hard) => canSay(speaker, hard)).map((hard): [number, string, HardCase] => [hard.n, hard.title, hard]);

  test.each(said)('%i: %s', (__, ___, hard) => play(speaker, hard));

  const anyOrder = said.filter(([, , { inThisOrder }]) => !inThisOrder);
  test.each(anyOrder)('%i: %s, heard backwards and twice', (__, ___, hard) => {
    playAtOnce(speaker, hard, (history) => history.toReversed());
    playAtOnce(speaker, hard, (history) => history);
  });
});

test('every case that gateways tell is told by at least one of them', () => {
  for (const hard of hardCases) expect([hard.n, speakers.some((speaker) => canSay(speaker, hard))]).toEqual([hard.n, true]);
});

test('every word of a gateway belongs to some case', () => {
  const words = new Set(hardCases.flatMap((hard) => linesOf(hard).map((text) => lineOf(text)?.word)));
  for (const { name, says } of speakers) for (const word of Object.keys(says)) expect([name, word, words.has(word)]).toEqual([name, word, true]);
});

test('docs/hard-cases.md shows this table (to write it: UPDATE_DOCS=1 npx jest test/contracts/hard-cases)', () => {
  const page = hardCasesPage();
  if (process.env['UPDATE_DOCS']) writeFileSync(PAGE, page);
  expect(readFileSync(PAGE, 'utf8')).toBe(page);
});
