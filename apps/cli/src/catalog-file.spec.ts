import { describe, expect, test } from '@jest/globals';
import { InvalidConfig } from '#runtime';
import { readFileSync } from 'node:fs';
import { parseCatalog, readCatalogFile } from './catalog-file.js';
import { CommandError } from './exit.js';

const problemsOf = (text: string): readonly string[] => {
  try {
    parseCatalog(text);
  } catch (error) {
    if (error instanceof InvalidConfig) return error.problems;
  }
  throw new Error('it was not refused');
};

describe('catalog.example.yaml', () => {
  const example = readFileSync('catalog.example.yaml', 'utf8');

  test('names its schema for editors', () => {
    expect(example).toMatch(/^# yaml-language-server: \$schema=\.\/catalog\.schema\.json$/m);
  });

  test('parses as it stands', () => {
    expect(parseCatalog(example).map(({ product, plan, badges }) => [product, plan, badges.map(({ name }) => name)])).toEqual([
      ['hotmart/1234567', undefined, ['premium']],
      ['hotmart/1234567', '710045', ['premium', 'mentoring']],
      ['hotmart/7654321', undefined, ['workshop']],
    ]);
  });
});

test('names become ids, numbers become text, a product without a name is called by its id', () => {
  expect(parseCatalog('products: [{ product: hotmart/1, offer: 77, badges: [a] }]\nbadges: { a: 123 }')).toEqual([
    { product: 'hotmart/1', offer: '77', name: 'hotmart/1', badges: [{ name: 'a', id: '123' }], policies: {} },
  ]);
});

test('a badge that is not in the list, and the same line twice, are both told', () => {
  const text = 'products:\n  - { product: hotmart/1, badges: [a, b] }\n  - { product: hotmart/1, badges: [a] }\nbadges: { a: x }';
  expect(problemsOf(text)).toEqual([
    'products.0.badges: b is not in the list of badges',
    'products.1: the same product, plan and offer stand there twice',
  ]);
});

test('a name that is no name is told in one line, and not whole', () => {
  const text = `products: [{ product: hotmart/1, badges: ["a\\u001b\\n${'b'.repeat(500)}"] }]\nbadges: {}`;
  expect(problemsOf(text)).toEqual([expect.stringMatching(/^products\.0\.badges: a b{70,80}… is not in the list of badges$/)]);
});

test.each([
  ['products: [{ product: "1234567", badges: [] }]\nbadges: {}', /^products\.0\.product: /],
  ['products: [{ product: hotmart/1, badges: [], polices: {} }]\nbadges: {}', /^products\.0\.polices: is no known setting$/],
  ['products: [{ product: hotmart/1, badges: [], policies: { renewalGraceDays: -1 } }]\nbadges: {}', /^products\.0\.policies\.renewalGraceDays: /],
  ['products: []', /^badges: is missing$/],
])('%j is refused', (text, problem) => {
  expect(problemsOf(text)).toEqual([expect.stringMatching(problem)]);
});

test('a file that is not there is wrong use, in one sentence', () => {
  expect(() => readCatalogFile('no-such-file.yaml')).toThrow(new CommandError('There is no file “no-such-file.yaml”: check its path.'));
});
