import fc from 'fast-check';
import { bytesOf, type Bytes } from './bytes.js';

/** One request of a visitor at the claim pages. `token`: whether the form brings the one of the visitor's own page. */
export interface Step {
  readonly method: 'GET' | 'POST' | 'HEAD' | 'PUT';
  readonly path: string;
  readonly token: 'own' | 'none' | 'wrong' | 'twice';
  readonly form: Bytes;
  readonly headers: readonly (readonly [string, string])[];
}

/** A visitor and what they do, with a cookie of their own or one of their making. `link`: a stop link that is ours, for a person of this address. */
export interface Visit {
  readonly kind: 'visit';
  readonly cookie?: string;
  readonly steps: readonly Step[];
  readonly stops?: { readonly email: string; readonly bend: 'no' | 'case' | 'cut' | 'other' };
}

const PATHS = [
  '/claim',
  '/claim/codes',
  '/claim/request',
  '/claim/done',
  '/claim/requested',
  '/claim/sign-in',
  '/claim/callback',
  '/claim/x',
  '/claim//',
  '/claim/%00',
];
const QUERIES = [
  ...[
    '',
    '',
    '?lang=en',
    '?lang=es',
    '?lang=pt-BR',
    '?lang=__proto__',
    '?lang=%00',
    '?lang[]=en',
    '?lang=en&lang=es',
    '?lang=%c3%28',
    '?lang=<script>',
    '?state=x.en',
    '?state=%2e%2e',
  ],
  ...['?code=x&state=y', `?lang=${'x'.repeat(3000)}`, '?&&&=&=', '?%', '?constructor=1', '?token=x', '#?lang=en'],
];
const FIELDS = ['address', 'code', 'member', 'purchaseCode', 'memberCode', 'requester', 'message', 'token', '__proto__', 'constructor', 'lang', ''];
const VALUES = [
  ...[
    'ana@fuzz.invalid',
    'Ana@Fuzz.Invalid ',
    'a@b',
    '@',
    'a@x.invalid\r\nBcc: all@x.invalid',
    'a@x.invalid,b@x.invalid',
    '"a b"@x.invalid',
    'a@[127.0.0.1]',
    'ı@x.invalid',
    'a@xn--.invalid',
  ],
  ...[
    'HP1',
    'HP\0',
    '000000',
    '123456',
    '１２３４５６',
    '12 34 56',
    '٣٣٣٣٣٣',
    '1e5',
    '-00001',
    '999999999999',
    "' or 1=1 --",
    '$1',
    '%s',
    '../../x',
    '{{7*7}}',
    '<%= 7*7 %>',
  ],
  ...[
    '"><script>alert(1)</script>',
    "'><img src=x onerror=alert(1)>",
    '</textarea><script>',
    '&lt;',
    '&#0;',
    '\u202e',
    '\ufeff',
    '\u0000',
    '\ud83d',
    'x'.repeat(500),
    'x'.repeat(5000),
    '\n'.repeat(300),
    'é'.repeat(254),
  ],
];
const value = fc.oneof(fc.constantFrom(...VALUES), fc.string({ unit: 'binary', maxLength: 40 }), fc.emailAddress());
const fields = fc.array(
  fc.tuple(fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...FIELDS) }, { weight: 1, arbitrary: fc.string({ maxLength: 10 }) }), value),
  { maxLength: 12 },
);
const wholeForms = fc.record(
  { address: value, code: value, member: value, purchaseCode: value, memberCode: value, requester: value, message: value },
  { requiredKeys: ['address', 'code', 'member'] },
);
const rightForm = fc
  .tuple(fc.emailAddress(), fc.stringMatching(/^HP\d{1,10}$/), fc.emailAddress(), fc.stringMatching(/^\d{6}$/))
  .map(([address, code, member, digits]) => ({
    address,
    code,
    member,
    purchaseCode: digits,
    memberCode: digits,
    requester: 'Ana',
    message: 'Please',
  }));
const encoded = (pairs: Iterable<readonly [string, unknown]>): string =>
  new URLSearchParams([...pairs].map(([name, said]): [string, string] => [name, String(said)])).toString();
const form = fc.oneof(
  { weight: 4, arbitrary: rightForm.map((all) => encoded(Object.entries(all))) },
  { weight: 4, arbitrary: wholeForms.map((all) => encoded(Object.entries(all))) },
  { weight: 3, arbitrary: fields.map(encoded) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      '',
      '&'.repeat(5000),
      'a='.repeat(3000),
      '%',
      '%zz=%00',
      'address=%ff%fe',
      'address=%ED%A0%80',
      `address=${'%00'.repeat(2000)}`,
      '{"address":"a@x.invalid"}',
      `m=${'y'.repeat(16_370)}`,
      `m=${'y'.repeat(20_000)}`,
    ),
  },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 200 }).map((bytes) => bytesOf(Buffer.from(bytes))) },
);

const FORM = 'application/x-www-form-urlencoded';
const HEADERS: readonly (readonly [string, string])[] = [
  ['content-type', 'text/plain'],
  ['content-type', `${FORM}; charset=utf-16`],
  ['content-type', 'multipart/form-data; boundary=x'],
  ['origin', 'null'],
  ['origin', 'https://evil.invalid'],
  ['sec-fetch-site', 'cross-site'],
  ['accept-language', 'es-AR,es;q=0.9,*;q=x'],
  ['accept-language', `${'en;q=9,'.repeat(300)}`],
  ['accept-language', ';;q=;=,,'],
  ['cookie', 'catraca-claim='],
  ['cookie', `a=b; catraca-claim=${'é'.repeat(40)}; ;=`],
  ['cookie', `x=${'y'.repeat(8000)}`],
  ['content-encoding', 'gzip'],
];

const step: fc.Arbitrary<Step> = fc.record({
  method: fc.constantFrom('GET', 'POST', 'POST', 'POST', 'POST', 'HEAD', 'PUT'),
  path: fc
    .tuple(
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom('/claim', '/claim/codes', '/claim/request') },
        { weight: 1, arbitrary: fc.constantFrom(...PATHS) },
      ),
      fc.constantFrom(...QUERIES),
    )
    .map((parts) => parts.join('')),
  token: fc.oneof(
    { weight: 5, arbitrary: fc.constant('own' as const) },
    { weight: 1, arbitrary: fc.constantFrom('none' as const, 'wrong' as const, 'twice' as const) },
  ),
  form,
  headers: fc.oneof(
    { weight: 3, arbitrary: fc.constant([]) },
    { weight: 1, arbitrary: fc.array(fc.constantFrom(...HEADERS), { minLength: 1, maxLength: 2 }) },
  ),
});

/** What visitors may do, whatever their browser is. */
export const visits: fc.Arbitrary<Visit> = fc.record(
  {
    kind: fc.constant('visit' as const),
    cookie: fc.constantFrom('x', 'A'.repeat(43), 'A'.repeat(44), '__proto__', '%00', 'x'.repeat(5000)),
    steps: fc.array(step, { minLength: 1, maxLength: 6 }),
    stops: fc.record({ email: fc.emailAddress(), bend: fc.constantFrom('no', 'case', 'cut', 'other') }),
  },
  { requiredKeys: ['kind', 'steps'] },
);
