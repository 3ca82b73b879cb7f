import fc from 'fast-check';
import { stringify } from 'csv-stringify/sync';
import { bytesOf, type Bytes } from './bytes.js';

/** A file that somebody gives to `members import`, and the columns that they name. */
export interface ListFile {
  readonly kind: 'file';
  readonly bytes: Bytes;
  readonly named: Readonly<Partial<Record<'id' | 'email' | 'name' | 'badges', string>>>;
}

/** A list as a program writes one: whatever the program is, it says the same. */
export interface Table {
  readonly kind: 'table';
  readonly rows: readonly (readonly string[])[];
  readonly separator: string;
  readonly end: '\n' | '\r\n' | '\r';
  readonly encoding: 'utf-8' | 'utf-8 marked' | 'utf-16le' | 'utf-16be' | 'windows-1252';
  readonly quoted: boolean;
}

const ALIKE = ['utf-8', 'utf-8 marked', 'utf-16le', 'utf-16be'] as const;
const MARK = '\ufeff';

/** The file of a table. Latin-1 stands for windows-1252, which is the same above 0x9f. */
export const bytesOfTable = ({ rows, separator, end, encoding, quoted }: Table): Buffer => {
  const all = [['id', 'email', 'name', 'badges'], ...rows].map((row) => [...row]);
  const text = stringify(all, { delimiter: separator, record_delimiter: end, quoted, quoted_match: /[\r\n]/ });
  if (encoding === 'utf-8') return Buffer.from(text, 'utf8');
  if (encoding === 'utf-8 marked') return Buffer.from(MARK + text, 'utf8');
  if (encoding === 'windows-1252') return Buffer.from(text, 'latin1');
  const little = Buffer.from(MARK + text, 'utf16le');
  return encoding === 'utf-16le' ? little : little.swap16();
};

const words = (encoding: Table['encoding']) =>
  encoding === 'windows-1252'
    ? fc
        .array(fc.oneof(fc.integer({ min: 0x20, max: 0x7e }), fc.constantFrom(0xe9, 0xe3, 0xe7, 0xf5)), { maxLength: 12 })
        .map((codes) => `${String.fromCharCode(...codes)}é é`)
    : fc.oneof(
        fc.string({ unit: 'binary', maxLength: 20 }),
        fc.constantFrom('a,b;c|d\te', 'x\ny', '"', '""', "'", '=1+1', '\u2028', 'é'.normalize('NFD'), '🙂'),
      );
const cleanWords = (encoding: Table['encoding']) => words(encoding).map((text) => text.replace(/[\0\r\ufeff]/g, '').trim());

const tables: fc.Arbitrary<Table> = fc.constantFrom(...ALIKE, 'windows-1252' as const).chain((encoding) =>
  fc.record({
    kind: fc.constant('table' as const),
    rows: fc.array(
      fc
        .tuple(fc.stringMatching(/^[A-Z0-9]{1,20}$/), fc.emailAddress(), cleanWords(encoding), fc.constantFrom('', 'a', 'a;b', 'a|b,c'))
        .map((cells): readonly string[] => cells),
      { minLength: 1, maxLength: 30, size: 'max' },
    ),
    separator: fc.constantFrom(',', ';', '\t', '|'),
    end: fc.constantFrom('\n', '\r\n', '\r'),
    encoding: fc.constant(encoding),
    quoted: fc.boolean(),
  }),
);

const HEADERS = [
  ...[
    'id,email',
    'id;email;nome',
    'user_id\te-mail',
    'id|email|name|badges',
    'email',
    'id',
    'id,id,email',
    'Código;Correo electrónico',
    '__proto__,email',
    'constructor,toString',
  ],
  ...[
    'id,email,__proto__,constructor',
    '"id","email"',
    '"id,email',
    ' id , email ',
    'ana@fuzz.invalid,x',
    'Ana <ana@fuzz.invalid>,x',
    'id,ana@fuzz.invalid!',
    ',,,,',
    '\u202eid,email',
    'id,email\0',
  ],
  ...[
    'ID,E-MAIL',
    'İd,email',
    'ｉｄ,ｅｍａｉｌ',
    'id,email,id_usuario',
    '=cmd|x!A1,email',
    `${'x'.repeat(500)},email`,
    `id,email,${'c,'.repeat(3000)}`,
    `id,email,${'"'.repeat(999)}`,
  ],
];
const ROWS = [
  ...[
    '1,ana@fuzz.invalid',
    '1;ana@fuzz.invalid;Ana',
    ',,',
    '"',
    '""',
    '"a""b","c',
    'a"b"c,d',
    '1,"x\ny"',
    '1,2,3,4,5,6',
    '1',
    '\0',
    '1\t2',
    '1.23E+17,x@y.z',
    '1,@',
    '1,a@b',
    '1,a b@c',
  ],
  ...[
    '__proto__,__proto__@fuzz.invalid',
    'constructor,a@b,toString',
    '1,ana@fuzz.invalid\r',
    '\r\r\n\n\r',
    '\u2028',
    '\ufeff',
    '1,\ud83d',
    '1,ana@fuzz.invalid,"' + 'x'.repeat(2000),
    `1,${'é'.repeat(400)}@x.y`,
  ],
  ...[
    '2,ana@fuzz.invalid',
    '1,ANA@FUZZ.INVALID ',
    '1,bia@fuzz.invalid,,a;b',
    '1,bia@fuzz.invalid,,b;a',
    `1,a@b,,${'x;'.repeat(2000)}`,
    '-- ,',
    '#',
    "1,a@b,'",
    '1,a@b,\\"',
    '1,a@b,"x"y',
    '1,a@b,"x" ',
  ],
];
const row = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...ROWS) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 30 }) });
const END = ['\n', '\r\n', '\r', '\n\r', '\u2028', '\v', ''];

const loose = fc
  .tuple(
    fc.oneof(fc.constantFrom(...HEADERS), fc.string({ unit: 'binary', maxLength: 40 })),
    fc.array(row, { maxLength: 12 }),
    fc.constantFrom(...END),
    fc.constantFrom('', '', MARK),
  )
  .map(([header, rows, end, mark]) => mark + [header, ...rows].join(end));

const encoded = fc
  .tuple(loose, fc.constantFrom('utf8' as const, 'utf8' as const, 'latin1' as const, 'utf16le' as const))
  .map(([text, encoding]) => Buffer.from(text, encoding));

/** Long in one way: one line, one cell, many columns, many rows, a quotation mark left open. */
const long = fc
  .tuple(
    fc.constantFrom('x', ',', '"', '\n', '\r', '""', '"\n', 'x,', ';', '\0', 'é', ' ', '1,a@b\n', '"a\r\n', '\t|', "a'", '1,a@b,"x\n\n"\n'),
    fc.constantFrom(5_000, 70_000, 300_000),
    fc.constantFrom('', 'id,email\n', 'id,email\n1,"'),
  )
  .map(([bit, times, head]): Bytes => [head, { repeat: bit, times }]);

const damaged = fc.tuple(encoded, fc.nat(1000), fc.nat(6), fc.uint8Array({ maxLength: 6 })).map(([bytes, at, gone, put]) => {
  const place = Math.floor((bytes.length * at) / 1000);
  return Buffer.concat([bytes.subarray(0, place), Buffer.from(put), bytes.subarray(place + gone)]);
});
const MAGIC = ['PK\x03\x04', '\xd0\xcf\x11\xe0', '%PDF-1.4', '\x1f\x8b\x08', '<html>', '{"id":1}', '\x00\x00\xfe\xff', '+ADw-'].map((text) =>
  Buffer.from(text, 'latin1'),
);

const files: fc.Arbitrary<ListFile> = fc.record({
  kind: fc.constant('file' as const),
  bytes: fc.oneof(
    { weight: 4, arbitrary: encoded.map(bytesOf) },
    { weight: 4, arbitrary: damaged.map(bytesOf) },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map((bytes) => bytesOf(Buffer.from(bytes))) },
    { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...MAGIC), encoded).map((parts) => bytesOf(Buffer.concat(parts))) },
    { weight: 1, arbitrary: long },
  ),
  named: fc.record(
    {
      id: fc.constantFrom('id', '__proto__', 'x', '', ' ID '),
      email: fc.constantFrom('email', 'x', '1', 'toString'),
      badges: fc.constantFrom('badges', 'name'),
    },
    { requiredKeys: [] },
  ),
});

/** Lists of members, as programs write them and as accidents do. */
export const lists: fc.Arbitrary<ListFile | Table> = fc.oneof({ weight: 4, arbitrary: files }, { weight: 1, arbitrary: tables });
