import fc from 'fast-check';
import { bytesOf, type Bytes } from './bytes.js';

/** Whatever somebody may say to a web server; none of it is a genuine webhook, so nothing of it may be kept. */
export interface Noise {
  readonly kind: 'noise';
  readonly pieces: readonly Bytes[];
  /** Hangs up at once instead of listening. */
  readonly rude: boolean;
}

const PATHS = [
  ...[
    '/',
    '',
    '*',
    '/webhooks',
    '/webhooks/',
    '/webhooks/hotmart',
    '/webhooks/hotmart/',
    '/webhooks//hotmart',
    '/webhooks/hotmart?',
    '/WEBHOOKS/hotmart',
  ],
  ...['/webhooks/%00', '/webhooks/%', '/webhooks/%zz', '/webhooks/%c3%28', '/webhooks/__proto__', '/webhooks/constructor', '/webhooks/toString'],
  ...['/webhooks/..%2f..%2fetc%2fpasswd', '/webhooks/../health/live', '/webhooks/hot%6dart', '/webhooks/hotmart;x=1', '/webhooks/hotmart#x'],
  ...[
    '/health/live',
    '/health/ready',
    '/health',
    '/claim',
    '/claim/',
    '/claim/codes',
    '/claim/request',
    '/claim/nothing',
    '/claim/sign-in',
    '/claim/callback?state=x.y',
  ],
  ...['/reminders/stop/x/y', `/reminders/stop/${'a'.repeat(64)}/x`, '/reminders/stop/%00/%00', '/reminders/stop', '/reminders/stop///'],
  ...[
    'http://evil.example/webhooks/hotmart',
    '//evil.example/webhooks/hotmart',
    '/api',
    '/board',
    '/metrics',
    '/.env',
    '/index.php?x[]=1&x[__proto__]=2',
  ],
];
const path = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...PATHS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 40 }).map((text) => `/webhooks/${text}`) },
  { weight: 1, arbitrary: fc.constantFrom(100, 5000, 15_000, 70_000).map((length) => `/webhooks/${'x'.repeat(length)}`) },
  { weight: 1, arbitrary: fc.constantFrom(10, 500, 3000).map((count) => `/webhooks/hotmart?${Array(count).fill('a=1').join('&')}`) },
);
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT', 'PROPFIND', 'QUERY', 'get', 'PRI', 'X', ''];
const VERSIONS = ['HTTP/1.1', 'HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/1.1 ', 'HTTP/1.2', 'http/1.1', 'HTTPS/1.1', ''];
const LINES = [
  ...[
    'host: x',
    'host: x\r\nhost: y',
    'host:',
    'Host : x',
    ' host: x',
    'host x',
    ': x',
    'x:\r\n y',
    'x: \0',
    'x: \x7f',
    'x: \xff',
    'x\r: y',
    'x: y\n',
    'x: a\rb',
  ],
  ...[
    'content-length: 5',
    'content-length: 0',
    'content-length: -1',
    'content-length: 5, 5',
    'content-length: 5\r\ncontent-length: 6',
    'content-length: 0x5',
    'content-length: 1e9',
  ],
  ...['content-length: 99999999999999999999', 'content-length: 10485760', 'content-length: +5', 'content-length:', 'content-length: 5 5'],
  ...[
    'transfer-encoding: chunked',
    'transfer-encoding: gzip',
    'transfer-encoding: chunked, chunked',
    'transfer-encoding: xchunked',
    'transfer-encoding: gzip, chunked',
  ],
  ...[
    'transfer-encoding:\x0bchunked',
    'transfer-encoding: identity',
    'Transfer-Encoding : chunked',
    'content-length: 5\r\ntransfer-encoding: chunked',
  ],
  ...[
    'connection: close',
    'connection: keep-alive',
    'connection: upgrade\r\nupgrade: websocket',
    'connection: upgrade\r\nupgrade: h2c',
    'expect: 100-continue',
    'expect: x',
  ],
  ...[
    'content-type: application/json',
    'content-type: x',
    'content-type: application/x-www-form-urlencoded',
    'x-hotmart-hottok: wrong',
    'x-hotmart-hottok:',
    'stripe-signature: t=1,v1=x',
  ],
  ...[
    `x: ${'y'.repeat(20_000)}`,
    'x: y\r\n'.repeat(1500).trimEnd(),
    'cookie: catraca-claim=x',
    'accept-language: ' + 'pt,'.repeat(2000),
    'x-forwarded-for: ,,,',
    'x-forwarded-for: ::1%eth0',
  ],
];
const CHUNKS = [
  ...[
    '5\r\nhello\r\n0\r\n\r\n',
    '5\r\nhel',
    '5;x=y\r\nhello\r\n0\r\nx: y\r\n\r\n',
    'z\r\nhello\r\n',
    '-1\r\n',
    'ffffffffffffffff\r\nx',
    'FFFFFFF\r\n',
    '0x5\r\nhello\r\n0\r\n\r\n',
  ],
  ...[
    '5\nhello\n0\n\n',
    '5\r\nhello0\r\n\r\n',
    '0\r\n',
    '\r\n',
    `1${'0'.repeat(5000)}\r\n`,
    `5;${'x'.repeat(20_000)}\r\nhello\r\n0\r\n\r\n`,
    `0\r\n${'x: y\r\n'.repeat(3000)}\r\n`,
  ],
];
const body = fc.oneof(
  fc.constantFrom('', 'hello', '{"event":"PURCHASE_APPROVED"}', 'a=b&c=%zz', ...CHUNKS),
  fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
);
const request = fc
  .tuple(fc.oneof({ weight: 3, arbitrary: fc.constantFrom('GET', 'POST', 'POST') }, { weight: 2, arbitrary: fc.constantFrom(...METHODS) }), path)
  .chain(([method, target]) =>
    fc
      .tuple(
        fc.oneof({ weight: 5, arbitrary: fc.constant('HTTP/1.1') }, { weight: 1, arbitrary: fc.constantFrom(...VERSIONS) }),
        fc.array(fc.constantFrom(...LINES), { maxLength: 4 }),
        body,
      )
      .map(([version, lines, rest]) => `${method} ${target} ${version}\r\n${['host: x', ...lines].join('\r\n')}\r\n\r\n${rest}`),
  );

const garbage = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  fc.constantFrom(
    '\r\n\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00',
    'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
    'GET',
    'SSH-2.0-x\r\n',
    '\0'.repeat(1000),
    'PROXY TCP4 1.1.1.1 2.2.2.2 1 2\r\n',
    'x'.repeat(100_000),
  ),
);

const cut = (text: string, places: readonly number[]): readonly Bytes[] => {
  const bytes = Buffer.from(text, 'latin1');
  const ends = [...places.map((place) => Math.floor((place * bytes.length) / 100)).sort((a, b) => a - b), bytes.length];
  return ends.map((end, index) => bytesOf(bytes.subarray(index === 0 ? 0 : ends[index - 1], end))).filter((piece) => piece !== '');
};

/** One request or several on a connection, well or badly written, in one piece or in some. */
export const noises: fc.Arbitrary<Noise> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 6, arbitrary: request }, { weight: 1, arbitrary: garbage }), { minLength: 1, maxLength: 4 }),
    fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.array(fc.nat(100), { maxLength: 5 }) }),
    fc.integer({ min: 0, max: 7 }),
  )
  .map(([requests, places, manners]) => ({ kind: 'noise' as const, pieces: cut(requests.join(''), places), rude: manners === 0 }));
