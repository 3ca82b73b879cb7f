import fc from 'fast-check';
import type { Bytes } from './bytes.js';

/** Names of what stands in the log of the stage; see `cli-facts.ts`. */
export const KNOWN = {
  member: '01HFUZZANA',
  other: '01HFUZZRUI',
  sale: 'hotmart/SFUZZ1',
  code: 'HPFUZZ1',
  waiting: 'hotmart/SFUZZ2',
  buyerless: 'hotmart/SFUZZ3',
  partly: 'hotmart/SFUZZ4',
  partlyCode: 'HPFUZZ4',
  gift: 'gift/0193a1c2-7e00-7000-8000-000000000001',
  request: '0193a1c2-7e00-7000-8000-000000000002',
  unreadable: '0193a1c2-7e00-7000-8000-000000000003',
  incomplete: '0193a1c2-7e00-7000-8000-000000000004',
  product: 'hotmart/501',
  badge: 'plus',
} as const;

/** What a person typed may be said back to them; nobody else's. */
const TYPED = 'typed@fuzz.invalid';

const INSTANTS = [
  ...['2026-12-31T23:59:59-03:00', '2026-01-01T00:00:00Z', '2099-01-01T00:00:00Z', '2026-02-30T00:00:00Z', '2026-12-31T24:00:00Z'],
  ...['1999-12-31T23:59:59Z', '9999-12-31T23:59:59Z', '+275760-09-13T00:00:00Z', '2026-12-31T23:59:59-99:99', '2026-12-31', 'soon', '0', 'NaN', ''],
  ...['٢٠٢٦-١٢-٣١T00:00:00Z', '2026-12-31T23:59:59Z ', '2026-12-31 23:59:59Z', '1767225599000'],
];
const NUMBERS = ['0', '1', '20', '-1', '1e3', '1.5', '999999999999999', '9999999999999999999', '0x10', '١٢', ' 5', '+5', '', 'many'];
const FILES = [
  ...['catalog.yaml', 'other-catalog.yaml', 'bad.yaml', 'list.csv', 'bad-list.csv', 'body.json', 'empty', 'zeros', 'folder', 'loop', 'nowhere'],
  ...['', '.', '/', '/dev/null', '/dev/zero', '/dev/stdin', 'catalog.yaml/x', '../../../../etc/shadow', 'catraca.yaml', 'bad\u001b[31m.yaml'],
];
/** `{loud}` answers anything, `{mute}` never does: see `doors.ts`. */
const URLS = [
  ...['{loud}', '{loud}/x?y=z', '{loud}/', '{mute}', 'http://127.0.0.1:1', 'http://user:pass@127.0.0.1:1', 'http://127.0.0.1:99999', 'http://[::1'],
  ...['x y', '', 'file:///etc/passwd', 'javascript:1', '//x', 'data:,x', 'ftp://127.0.0.1', '?', '{loud}#'],
];
const PAIRS = [
  ...[
    `email=${TYPED}`,
    'at=2026-01-01T00:00:00Z',
    'at=garbage',
    'at=',
    'badges=',
    'badges=a,b,,c',
    'product=',
    'sale=a/b',
    'charge=x y',
    'email=',
    '=',
  ],
  ...['x=y', 'email', '__proto__=x', 'constructor=x', 'email=a\u001b[31m', 'name=="=', 'id=99999999999999999999'],
];
const NAMES = [...Object.values(KNOWN), TYPED, 'hotmart', 'purchase-approved', 'entitlements', 'identities', 'carla', '501', 'keep', '@'];

const WEIRD: readonly Bytes[] = [
  ...['', ' ', '\t', '-', '--', '---', '-x', '-h', '--help', '--no-json', '--=', '--json=', '--by', '--yes=no', '---json', '—json'],
  ...[
    '\n',
    '\r',
    'a\nb',
    '\u001b[2J\u001b]0;x\u0007',
    '\u0007',
    '\u007f',
    '\u0085',
    '\u009b31m',
    '\u2028',
    '\u202e',
    '\ufeff',
    '\u200b',
    'e\u0301',
    '🏴‍☠️',
    '\ufffd',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'null',
    'undefined',
    'true',
    '[]',
    '{}',
    '{"a":1}',
    '%',
    '_',
    '\\',
    '%s%n',
    "'",
    '"',
    '`id`',
  ],
  ...[
    '${CATIVA_KEY}',
    '$HOTMART_HOTTOK',
    '$(id)',
    "' or 1=1 --",
    '$1',
    '*',
    '?',
    '~',
    '| cat',
    '&&',
    '> x',
    '../x',
    'wyh',
    'STATUS',
    'help',
    'İ',
    'ſtatus',
  ],
  ...[200, 201, 320, 600, 1000, 100_000].flatMap((times): readonly Bytes[] => [{ repeat: 'x', times }, ['m@', { repeat: 'y', times }]]),
  { repeat: '🙂', times: 20_000 },
  { repeat: '\n', times: 3_000 },
  { repeat: 'a/', times: 3_000 },
  { repeat: '%', times: 5_000 },
];

/** No argument of a process can hold a zero byte. */
const anyText = fc.string({ unit: 'binary', maxLength: 20 }).map((text) => text.replaceAll('\0', ''));

/** Whatever somebody may type. */
export const strangeValue: fc.Arbitrary<Bytes> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...WEIRD) },
  { weight: 2, arbitrary: fc.constantFrom(...NAMES, ...INSTANTS, ...FILES, ...PAIRS, ...NUMBERS) },
  { weight: 1, arbitrary: anyText },
);

const PEOPLE = [KNOWN.member, KNOWN.other, TYPED, '01HNOBODY', ` ${TYPED} `, 'typed@', 'a b@fuzz.invalid'];
const SALES = [KNOWN.sale, KNOWN.code, KNOWN.waiting, 'HPFUZZ2', KNOWN.buyerless, KNOWN.partly, KNOWN.partlyCode, KNOWN.gift, 'hotmart/none'];
const ITEMS = [
  ...[`sale/${KNOWN.partly}/${KNOWN.partlyCode}`, `buyer/${KNOWN.buyerless}`, `delivery/${KNOWN.unreadable}`, `delivery/${KNOWN.incomplete}`],
  ...[`sale/${KNOWN.sale}/${KNOWN.code}`, `claim/${KNOWN.request}`, 'delivery/x', 'mail/x/0/1/hotmart/SFUZZ2', 'contradiction/x/y', 'sale/', '/'],
];
const DELIVERIES = [KNOWN.unreadable, KNOWN.incomplete, '0193a1c2-7e00-7000-8000-0000000000ff', '1', KNOWN.unreadable.toUpperCase()];

/** What belongs in a place, by the name that the help gives it. */
const USUAL: Readonly<Record<string, readonly string[]>> = {
  ...{ instant: INSTANTS, n: NUMBERS, file: FILES, url: URLS, 'name=value': PAIRS, who: PEOPLE, member: PEOPLE, sale: SALES, item: ITEMS },
  decision: ['keep', 'end', 'until', 'buyer', 'product', 'dismiss', 'again', 'KEEP'],
  value: [...INSTANTS, TYPED, 'hotmart/501', 'p1,p2', ',,'],
  product: [KNOWN.product, 'hotmart/502', '501', 'hotmart/none'],
  badge: [KNOWN.badge, 'badge-plus', 'gold'],
  gift: [KNOWN.gift, KNOWN.sale, 'gift/none', 'gift/'],
  request: [KNOWN.request, KNOWN.unreadable],
  id: [...DELIVERIES, KNOWN.request],
  channel: ['hotmart', 'stripe', 'cativa', 'Hotmart'],
  sample: ['purchase-approved', 'user-created', ...FILES],
  column: ['id', 'email', 'name', 'badges', 'Email', '1'],
  text: ['a prize', 'for typed@fuzz.invalid', 'x'.repeat(500), 'x'.repeat(501)],
};

/** A value for a place that is called so, mostly one that belongs there. */
export const valueFor = (place: string): fc.Arbitrary<Bytes> =>
  fc.oneof({ weight: 7, arbitrary: fc.constantFrom(...(USUAL[place] ?? NAMES)) }, { weight: 2, arbitrary: strangeValue });
