import type { Command } from 'commander';
import fc from 'fast-check';
import { catraca } from '../../apps/cli/src/program.js';
import { bytesOf, type Bytes } from './bytes.js';
import { strangeValue, valueFor } from './line-values.js';

/** A command line as a person, or a script on a bad day, may write one. */
export interface Line {
  readonly kind: 'line';
  readonly args: readonly Bytes[];
  /** What comes on stdin; such a line runs as a process of its own. */
  readonly stdin?: Bytes;
  /** Nobody answers where the database should be. */
  readonly away?: true;
}

interface Option {
  readonly flag: string;
  /** What its value is called; undefined when it has none. */
  readonly takes?: string;
}

/** A command as the program itself describes it: one that is new is tried by itself. */
interface Described {
  readonly words: readonly string[];
  readonly places: readonly string[];
  readonly options: readonly Option[];
}

const optionsOf = ({ options }: Command): readonly Option[] =>
  options.map(({ flags, long, short }) => {
    const takes = /<([^>]+)>/.exec(flags)?.[1];
    return { flag: long ?? short ?? flags, ...(takes !== undefined && { takes }) };
  });

const described = (command: Command, words: readonly string[] = []): readonly Described[] =>
  command.commands.length > 0
    ? command.commands.flatMap((child) => described(child, [...words, child.name()]))
    : [{ words, places: command.registeredArguments.map((place) => place.name()), options: optionsOf(command) }];

const COMMANDS = described(catraca());
const ALL_OPTIONS = COMMANDS.flatMap(({ options }) => options);

type Args = readonly Bytes[];

const written = ({ flag, takes }: Option): fc.Arbitrary<Args> =>
  takes === undefined
    ? fc.constant([flag])
    : fc.tuple(valueFor(takes), fc.integer({ min: 0, max: 9 })).map(([value, form]): Args => {
        if (form === 0) return [flag];
        return form === 1 ? [[flag, '=', value]] : [flag, value];
      });

const inOrder = (parts: readonly fc.Arbitrary<Args>[]): fc.Arbitrary<Args> => fc.tuple(...parts).map((all) => all.flat());

/** What else may stand there: an option again, one of another command, anything. */
const astray = fc.oneof(
  fc.constantFrom(...ALL_OPTIONS).chain(written),
  strangeValue.map((value): Args => [value]),
  strangeValue.map((value): Args => [['--', value]]),
);

const lineOf = ({ words, places, options }: Described): fc.Arbitrary<Args> =>
  fc
    .tuple(
      inOrder(places.map((place) => valueFor(place).map((value): Args => [value]))),
      fc.subarray([...options]).chain((chosen) => inOrder(chosen.map(written))),
      fc.boolean(),
    )
    .map(([values, chosen, first]) => [...words, ...(first ? [...chosen, ...values] : [...values, ...chosen])]);

/** At a place, so many go and these come. */
const bent = (args: Args): fc.Arbitrary<Args> =>
  fc
    .tuple(fc.nat(args.length), fc.constantFrom(0, 0, 1), fc.oneof({ weight: 3, arbitrary: astray }, { weight: 1, arbitrary: fc.constant([]) }))
    .map(([at, gone, come]) => [...args.slice(0, at), ...come, ...args.slice(at + gone)]);

const args: fc.Arbitrary<Args> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...COMMANDS).chain(lineOf) },
  {
    weight: 3,
    arbitrary: fc
      .constantFrom(...COMMANDS)
      .chain(lineOf)
      .chain(bent),
  },
  { weight: 1, arbitrary: fc.array(strangeValue, { maxLength: 4 }) },
);

const stdin: fc.Arbitrary<Bytes> = fc.oneof(
  fc.constantFrom<Bytes>(
    '',
    '\n',
    'short\n',
    'a long password',
    'a long password\n',
    'y\n',
    'yes',
    'N\n\n\n',
    '\0\0\0\0\0\0\0\0\0\0\0\0\n',
    'ünïcödé 🙂 password\n',
  ),
  fc.constantFrom<Bytes>({ repeat: 'x', times: 300_000 }, { repeat: 'password\n', times: 20_000 }, { repeat: '\r\n', times: 50 }),
  fc.uint8Array({ maxLength: 40 }).map((bytes) => bytesOf(Buffer.from(bytes))),
);

/** What reads stdin, where it does. */
const READERS: readonly Args[] = [
  ['doctor', '--hash'],
  ['doctor', '--hash', '--json'],
  ['catalog', 'preview', '/dev/stdin'],
  ['members', 'import', '/dev/stdin'],
  ['members', 'import', '-'],
  ['send', 'hotmart', '/dev/stdin', '--print'],
];

/** Command lines for the whole program. */
export const lines: fc.Arbitrary<Line> = fc.oneof(
  { weight: 60, arbitrary: args.map((given): Line => ({ kind: 'line', args: given })) },
  { weight: 5, arbitrary: args.map((given): Line => ({ kind: 'line', args: given, away: true })) },
  { weight: 1, arbitrary: fc.tuple(args, stdin).map(([given, input]): Line => ({ kind: 'line', args: given, stdin: input })) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(...READERS), stdin).map(([given, input]): Line => ({ kind: 'line', args: given, stdin: input })) },
);
