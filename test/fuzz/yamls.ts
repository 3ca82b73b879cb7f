import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { bytesOf, type Bytes } from './bytes.js';
import { BOMBS } from './yaml-bombs.js';

/** The text of a configuration or of a catalog, as somebody may have written it. */
export interface YamlFile {
  readonly kind: 'settings' | 'catalog';
  readonly bytes: Bytes;
  /** The secret stands in it where a value is expected. */
  readonly typed?: true;
}

/** A secret that somebody typed where only its name belongs; it must not be repeated. */
export const TYPED_SECRET = 'sk-live-typed-where-it-does-not-belong';

const EXAMPLES = { settings: readFileSync('catraca.example.yaml', 'utf8'), catalog: readFileSync('catalog.example.yaml', 'utf8') } as const;
const SMALL = {
  settings: 'cativa: { badges: none }\nchannels:\n  hotmart: { source: hotmart, secrets: ["${FUZZED}"] }\n',
  catalog: 'products:\n  - { product: hotmart/1, badges: [premium] }\nbadges: { premium: b1 }\n',
} as const;

const BITS = [
  ...[
    '&a ',
    '*a',
    '&a [*a]',
    '<<: *a',
    '<<: [*a, *a]',
    '!!js/function "x"',
    '!!binary "AA=="',
    '!!python/object:x {}',
    '!<tag:x> y',
    '!!set {a, b}',
    '!!omap [a: 1]',
    '!!timestamp 2001-01-01',
    '!!float x',
  ],
  ...[
    '? [a, b]\n: c\n',
    '? {a: b}\n',
    ': x',
    '- - - -',
    '|2\n  x',
    '>-\n',
    '%YAML 9.9\n---\n',
    '%TAG ! x\n---\n',
    '---\n',
    '...\n',
    '# x',
    '\t',
    '\0',
    '\u0085',
    '\u2028',
    '\ufeff',
    '\r',
    '\r\n',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '`',
    '@',
    '\\x00',
  ],
  ...[
    '__proto__: { badges: none }\n',
    'constructor: x\n',
    '? __proto__\n',
    'toString: 1\n',
    '0x1F',
    '0o17',
    '1e999',
    '-.inf',
    '.nan',
    '1_000',
    '190:20:30',
    '2001-12-14',
    'null',
    '~',
    'yes',
    'NO',
    '123456789012345678901',
  ],
  ...[
    '${FUZZED}',
    '${NOT_SET}',
    '${__proto__}',
    '"${"',
    `${'x'.repeat(3000)}: y\n`,
    `"a\\nb": c\n`,
    '"\\u0007": c\n',
    '"\\ud800": c\n',
    '🙂: c\n',
    'x: y: z',
    'a: b\n  c: d\n',
    ' a: b\n',
    '? |\n  a\n  b\n: c\n',
  ],
];

const pieces = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...BITS) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) });

const bent = (text: string) =>
  fc.array(fc.tuple(fc.nat(1000), fc.oneof(fc.constant(0), fc.nat(20)), pieces), { minLength: 1, maxLength: 5 }).map((cuts) =>
    cuts.reduce((all, [at, gone, put]) => {
      const place = Math.floor((all.length * at) / 1000);
      return all.slice(0, place) + put + all.slice(place + gone);
    }, text),
  );

/** A line of the text with another value behind its colon. */
const revalued = (text: string, values: fc.Arbitrary<string> = pieces) => {
  const lines = text.split('\n');
  const places = lines.flatMap((line, index) => (/^[^#]*\w: ?/.test(line) ? [index] : []));
  return fc
    .tuple(fc.constantFrom(...places), values)
    .map(([place, put]) =>
      lines.map((line, index) => (index === place ? line.replace(/(\w: ?).*$/, `$1${put.replaceAll('$', '$$$$')}`) : line)).join('\n'),
    );
};

const TYPED = ['', '"', "'", '[', '["', '!', '!!', '&', '*', '|', '>', '@', '`', '%', '? ', '- '].map((before) => before + TYPED_SECRET);
/** Somebody put the secret itself where its name belongs. */
const told = (kind: YamlFile['kind']) =>
  revalued(
    SMALL[kind],
    fc.tuple(fc.constantFrom(...TYPED), fc.constantFrom('', '"', ' x', ', y', '\\q')).map((parts) => parts.join('')),
  );

const ENCODINGS = [
  (text: string) => Buffer.from(`\ufeff${text}`, 'utf8'),
  (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le'),
  (text: string) => Buffer.from(text, 'utf16le'),
  (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  (text: string) => Buffer.from(text, 'latin1'),
  (text: string) => Buffer.from(text.replaceAll('\n', '\r')),
  (text: string) => Buffer.from(text.replaceAll('\n', '\r\n')),
];

const textOf = (kind: YamlFile['kind']) =>
  fc
    .constantFrom(EXAMPLES[kind], SMALL[kind], SMALL[kind])
    .chain((text) =>
      fc.oneof(
        { weight: 1, arbitrary: fc.constant(text) },
        { weight: 8, arbitrary: bent(text) },
        { weight: 6, arbitrary: revalued(text) },
        { weight: 2, arbitrary: revalued(text).chain(bent) },
        { weight: 2, arbitrary: fc.json({ maxDepth: 4 }) },
      ),
    );

const strange = (kind: YamlFile['kind']): fc.Arbitrary<Bytes> =>
  fc.oneof(
    { weight: 12, arbitrary: textOf(kind).map((text): Bytes => text) },
    { weight: 2, arbitrary: fc.tuple(textOf(kind), fc.constantFrom(...ENCODINGS)).map(([text, encode]) => bytesOf(encode(text))) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => bytesOf(Buffer.from(bytes))) },
    { weight: 1, arbitrary: fc.constantFrom(...BOMBS) },
    { weight: 1, arbitrary: fc.tuple(textOf(kind), fc.constantFrom(...BOMBS)).map((parts): Bytes => [parts[0], '\n', parts[1]]) },
  );

/** Configurations and catalogs on a bad day. */
export const yamls: fc.Arbitrary<YamlFile> = fc
  .constantFrom('settings' as const, 'catalog' as const)
  .chain((kind) =>
    fc.oneof(
      { weight: 6, arbitrary: strange(kind).map((bytes): YamlFile => ({ kind, bytes })) },
      { weight: 1, arbitrary: told(kind).map((bytes): YamlFile => ({ kind, bytes, typed: true })) },
    ),
  );
