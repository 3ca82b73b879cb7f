import fc from 'fast-check';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { exampleBytes, exampleValues, type Example } from '#sources';
import { anyJson, changed, pathsOf } from '../contracts/source-changes.js';

const MEGABYTE = 1024 * 1024;

/** Bits of text at which readers of JSON, forms, UTF-8 and SQL have stumbled. */
const NASTY: readonly (string | Buffer)[] = [
  ...['\0', '\\u0000', '\\ud800', '\\', '"', '{', '}', '[', ']', ',', ':', 'null', 'true', '""', '{}', '[]', '1e999', '-0', '1E-400', '0x10'],
  ...['NaN', '123456789012345678901234567890', '"__proto__":{"x":1},', '"constructor":{"prototype":{}},', '/*', '//', "';--", '%00', '%', '&', '='],
  ...[
    '\u2028',
    '\ufeff',
    '\u202e',
    '🏴‍☠️',
    'İ',
    '٣',
    '￾',
    'ſ',
    '9999-12-31T23:59:59Z',
    '0000-00-00',
    '2026-02-30T25:61:61+99:99',
    '-1',
    '1.7976931348623157e308',
  ],
  ...['ff', 'c0af', 'c328', 'eda080', 'f4908080', 'fffe', 'feff'].map((hex) => Buffer.from(hex, 'hex')),
];

const nasty = fc.constantFrom(...NASTY).map((bit) => Buffer.from(bit));

/** A body with some of its bytes exchanged for others. */
const spliced = (body: Buffer) =>
  fc
    .array(
      fc.tuple(
        fc.nat(body.length),
        fc.oneof(fc.constant(0), fc.nat(30)),
        fc.oneof({ weight: 3, arbitrary: nasty }, fc.uint8Array({ maxLength: 12 })),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((cuts) =>
      cuts.reduce(
        (bytes, [at, gone, put]) => Buffer.concat([bytes.subarray(0, at), Buffer.from(put), bytes.subarray(Math.min(at + gone, bytes.length))]),
        body,
      ),
    );

/** A body with some of its values exchanged for any JSON. */
const rewritten = (value: unknown) => {
  const paths = pathsOf(value);
  const change = fc.tuple(fc.nat(paths.length - 1), fc.option(anyJson, { nil: undefined }));
  return fc
    .array(change, { minLength: 1, maxLength: 3 })
    .map((changes) => changes.reduce((body, [which, put]) => changed(body, paths[which] ?? [], put), value))
    .map((body) => Buffer.from(JSON.stringify(body) ?? 'null'));
};

/** Every key of the body once more, at the front or at the end, with another value. */
const doubled = (body: Buffer) =>
  fc.tuple(fc.boolean(), anyJson).map(([first, put]) => {
    const text = body.toString('utf8');
    const keys = [...text.matchAll(/"(\w+)":/g)].map(([, key]) => `"${key}":${JSON.stringify(put) ?? 'null'}`).slice(0, 40);
    return Buffer.from(first ? text.replace('{', `{${keys.join(',')},`) : text.replace(/\}$/, `,${keys.join(',')}}`));
  });

const nested = fc
  .tuple(fc.constantFrom(['[', ']'], ['{"a":', '}'], ['[{"data":', '}]']), fc.constantFrom(10, 63, 64, 65, 1000, 60_000))
  .map(([[open = '', close = ''], depth]) => Buffer.from(open.repeat(depth) + '1' + close.repeat(depth)));

/** A value in the middle of the body that is deep, long or wide. */
const stuffed = (body: Buffer) =>
  fc
    .tuple(
      fc.nat(200),
      fc.oneof(
        nested,
        fc
          .constantFrom('"x"', '1', '{"k":null}', '[]')
          .chain((item) => fc.constantFrom(10, 1000, 20_000).map((times) => Buffer.from(`[${Array(times).fill(item).join(',')}]`))),
      ),
    )
    .map(([which, put]) => {
      const text = body.toString('utf8');
      const values = [...text.matchAll(/:("[^"]*"|\d+|true|false|null)(?=[,}])/g)];
      const found = values[which % Math.max(values.length, 1)];
      if (!found) return put;
      return Buffer.concat([Buffer.from(text.slice(0, found.index + 1)), put, Buffer.from(text.slice(found.index + found[0].length))]);
    });

const DRESSES: readonly ((body: Buffer, text: string) => Buffer | string)[] = [
  (body) => Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), body]),
  (_, text) => Buffer.from(text, 'utf16le'),
  (_, text) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16(),
  (body) => gzipSync(body),
  (body) => deflateSync(body),
  (body) => brotliCompressSync(body),
  (body) => Buffer.concat([body, body]),
  (body) => body.subarray(0, Math.floor(body.length / 2)),
  (_, text) => `[${text}]`,
  (_, text) => JSON.stringify(text),
  (_, text) => text.replaceAll('"', "'"),
  (_, text) => encodeURIComponent(text),
];
/** The whole body in another dress. */
const dressed = (body: Buffer) => fc.constantFrom(...DRESSES).map((dress) => Buffer.from(dress(body, body.toString('utf8'))));

const BOMB = gzipSync(Buffer.alloc(50 * MEGABYTE), { level: 9 });
const BOMBS = [BOMB, gzipSync(BOMB), brotliCompressSync(Buffer.alloc(50 * MEGABYTE)), deflateSync(Buffer.alloc(50 * MEGABYTE))];

/** As large as the door lets in, about as large, and larger. */
const large = (body: Buffer) =>
  fc
    .tuple(fc.constantFrom(MEGABYTE - 1, MEGABYTE, MEGABYTE + 1, 700_000), fc.constantFrom(' ', '\0', '[', '{"a":', '"', '\\', '9'))
    .map(([size, filler]) => Buffer.concat([body, Buffer.alloc(Math.max(0, size - body.length), filler)]));

const anyBytes = fc.uint8Array({ maxLength: 400 }).map((bytes) => Buffer.from(bytes));

/** Always the same, so that a seed gives the same bodies on any day. */
const NOON = new Date('2026-05-01T12:00:00.000Z');

/** A body that this example may become on a bad day; now and then the example itself. */
export const strangeBody = (example: Example): fc.Arbitrary<Buffer> =>
  fc.integer({ min: 0, max: 999_999 }).chain((tag) => {
    const values = exampleValues({ sale: `F${tag}`, charge: `HP${tag}`, id: `fuzz-${tag}`, email: `fuzz-${tag}@example.com` }, NOON);
    const body = exampleBytes(example, values);
    return fc.oneof(
      { weight: 3, arbitrary: fc.constant(body) },
      { weight: 12, arbitrary: spliced(body) },
      { weight: 12, arbitrary: rewritten(example.body(values)) },
      { weight: 3, arbitrary: doubled(body) },
      { weight: 3, arbitrary: stuffed(body) },
      { weight: 3, arbitrary: dressed(body) },
      { weight: 3, arbitrary: anyBytes },
      { weight: 2, arbitrary: anyJson.map((json) => Buffer.from(JSON.stringify(json) ?? '')) },
      { weight: 1, arbitrary: nested },
      { weight: 1, arbitrary: fc.constantFrom(...BOMBS) },
      { weight: 1, arbitrary: large(body) },
    );
  });
