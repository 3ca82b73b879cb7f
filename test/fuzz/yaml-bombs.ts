import type { Bytes } from './bytes.js';

const levels = (count: number, width: number): string =>
  [
    'l0: &l0 [x]',
    ...Array.from({ length: count }, (_, level) => `l${level + 1}: &l${level + 1} [${Array(width).fill(`*l${level}`).join(', ')}]`),
  ].join('\n');
const merges = (count: number): string =>
  [
    'm0: &m0 {a: 1}',
    ...Array.from({ length: count }, (_, level) => `m${level + 1}: &m${level + 1} {<<: [*m${level}, *m${level}], k${level}: 1}`),
  ].join('\n');

/** Small texts that want much, and large ones. */
export const BOMBS: readonly Bytes[] = [
  ...[levels(8, 10), levels(30, 2), levels(2, 3000), merges(25), 'a: &a [*a]', 'a: &a {b: *a}', `a: &a\n  <<: *a`, `x: [${'*a, '.repeat(500)}]`],
  ...['[', '{a: ', '- ', '? ', '&a ', '!a ', '"', '|\n ', '[[],', '{', '- - ', '!!map {? '].flatMap((repeat) =>
    [20, 2_000, 50_000].map((times): Bytes => ({ repeat, times })),
  ),
  ...[1_000, 20_000].map((times): Bytes => ['badges: none\n', { repeat: 'a: 1\n', times }]),
  ...[1_000, 5_000].map((count) => Array.from({ length: count }, (_, index) => `key${index}: ${index}`).join('\n')),
  ...[1_000, 5_000].map(
    (count) =>
      `products:\n${Array.from({ length: count }, (_, index) => `  - { product: hotmart/${index}, badges: [a] }`).join('\n')}\nbadges: { a: 1 }`,
  ),
  ...[1_000, 5_000].map((count) => `products:\n${'  - { product: 7, colour: red }\n'.repeat(count)}badges: []`),
  ['x: "', { repeat: 'y', times: 900_000 }, '"'],
  ['x: ', { repeat: ' ', times: 900_000 }],
  ['x: |\n', { repeat: '  line\n', times: 50_000 }],
  ['# ', { repeat: 'c', times: 900_000 }],
  { repeat: '\n', times: 500_000 },
  { repeat: '---\n', times: 5_000 },
  { repeat: '%YAML 1.2\n', times: 5_000 },
  { repeat: '\t', times: 50_000 },
  { repeat: '\0', times: 50_000 },
];
