import fc from 'fast-check';
import { sources, type Source } from '#sources';
import { strangeBody } from './bodies.js';
import { bufferOf, bytesOf, type Bytes } from './bytes.js';

const LONGEST_IN_A_ROW = 30_000;

/** Who signed it. `flipped`: one bit of the body changed after that; `stale`: an hour ago. */
const SIGNERS = ['us', 'another', 'nobody', 'flipped', 'stale', 'empty'] as const;

/** A webhook that a stranger, or a system on a bad day, may send. */
export interface Post {
  readonly kind: 'post';
  readonly source: string;
  readonly signer: (typeof SIGNERS)[number];
  readonly body: Bytes;
  /** Instead of the media type that belongs to it. */
  readonly type?: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly framing: 'length' | 'chunked';
  /** In how many pieces, with a pause between them. */
  readonly pieces: number;
  /** Hangs up after so many of a hundred bytes of the whole. */
  readonly hangsUpAt?: number;
}

/** Types that are some, whether a system sends them or not. */
export const PROPER_TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'APPLICATION/JSON',
  'application/json; charset=utf-16',
  'text/plain',
];
const TYPES = [
  ...PROPER_TYPES,
  ...['application/xml', 'multipart/form-data; boundary=x', 'application/octet-stream'],
  ...['application/json;', ';', 'json', 'application/json, text/html', '*/*', 'application/json; a="b', '__proto__', 'application/__proto__'],
];
type Header = readonly [string, string];
const CODINGS = ['gzip', 'deflate', 'br', 'identity', 'x'].map((coding): Header => ['content-encoding', coding]);
const HEADERS: readonly Header[] = [
  ['expect', '100-continue'],
  ['expect', 'the unexpected'],
  ['upgrade', 'h2c'],
  ['connection', 'upgrade'],
  ['__proto__', 'x'],
  ['constructor', 'x'],
  ['x-long', 'x'.repeat(7000)],
  ['x-too-long', 'x'.repeat(20_000)],
  ['cookie', 'catraca-claim=%00; __proto__=1'],
  ['x-forwarded-host', 'evil.example'],
  ['x-http-method-override', 'DELETE'],
  ['content-md5', '!'],
  ['range', 'bytes=0-'],
  ['accept', 'text/html'],
  ['user-agent', 'Ünïcödé \x7f'],
  ['user-agent', ''],
];
/** Without line ends, which would end the head before its length is told. */
const printable = fc.string({ unit: 'binary-ascii', maxLength: 30 }).map((text) => text.replace(/[\r\n]/g, ''));
const oddHeader = fc.oneof(fc.constantFrom(...CODINGS, ...HEADERS), fc.tuple(fc.stringMatching(/^x-[a-z-]{0,10}$/), printable));

const examples = Object.values<Source>(sources).flatMap((source) => Object.values(source.examples).map((example) => ({ source, example })));

const whole: fc.Arbitrary<Post> = fc.constantFrom(...examples).chain(({ source, example }) =>
  fc.record(
    {
      kind: fc.constant('post' as const),
      source: fc.constant(source.name),
      signer: fc.oneof({ weight: 8, arbitrary: fc.constant('us' as const) }, { weight: 3, arbitrary: fc.constantFrom(...SIGNERS) }),
      body: strangeBody(example).map(bytesOf),
      type: fc.oneof(
        { weight: 1, arbitrary: fc.constantFrom(...TYPES) },
        { weight: 6, arbitrary: fc.constant(example.contentType ?? 'application/json') },
      ),
      headers: fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(oddHeader, { minLength: 1, maxLength: 3 }) }),
      framing: fc.constantFrom('length' as const, 'length' as const, 'chunked' as const),
      pieces: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: fc.integer({ min: 2, max: 8 }) }),
    },
    { requiredKeys: ['kind', 'source', 'signer', 'body', 'headers', 'framing', 'pieces'] },
  ),
);

/** Webhooks of all systems, most of them signed by us, and most of them said to the end. */
export const posts: fc.Arbitrary<Post> = fc.oneof(
  { weight: 7, arbitrary: whole },
  { weight: 1, arbitrary: fc.tuple(whole, fc.nat(100)).map(([post, hangsUpAt]) => ({ ...post, hangsUpAt })) },
);

/** Several on one connection, one behind the other. `piece`: how many bytes go at a time. */
export interface Row {
  readonly kind: 'row';
  readonly posts: readonly Post[];
  readonly piece: number;
}

const orderly = whole.map((post): Post => ({
  ...post,
  headers: [],
  pieces: 1,
  ...(post.type !== undefined && !PROPER_TYPES.includes(post.type) && { type: 'text/plain' }),
}));
/** A body that is too large ends its connection, and with it the row. */
export const rows: fc.Arbitrary<Row> = fc.record({
  kind: fc.constant('row' as const),
  posts: fc.array(
    orderly.filter(({ body }) => bufferOf(body).length < LONGEST_IN_A_ROW),
    { minLength: 2, maxLength: 6 },
  ),
  piece: fc.constantFrom(1_000_000, 1460, 100),
});

/** A post that something on the way has damaged: so many thousandths into it, so many bytes gone, these put in. */
export interface Bent {
  readonly kind: 'bent';
  readonly post: Post;
  readonly at: number;
  readonly gone: number;
  readonly put: Bytes;
}
const BITS = [
  '\r\n',
  '\n',
  '\r',
  '\0',
  ' ',
  ':',
  '\r\n\r\n',
  '\r\n0\r\n\r\n',
  '\r\ncontent-length: 3',
  '\r\ntransfer-encoding: chunked',
  'POST / HTTP/1.1\r\n',
  '\t',
  '%',
  '9',
];
export const bents: fc.Arbitrary<Bent> = fc.record({
  kind: fc.constant('bent' as const),
  post: orderly,
  at: fc.nat(1000),
  gone: fc.nat(12),
  put: fc.oneof(
    fc.constantFrom(...BITS),
    fc.uint8Array({ maxLength: 6 }).map((bytes) => bytesOf(Buffer.from(bytes))),
  ),
});
