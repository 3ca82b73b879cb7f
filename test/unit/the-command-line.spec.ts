import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { Command } from 'commander';
import { catraca } from '../../apps/cli/src/program.js';
import { commandLine, type CommandLine, type Ended } from '../support/command.js';
import { SECRETS } from '../support/house.js';

const NOBODY = 'http://127.0.0.1:1';

/** Nothing here needs a database: what is wrong is said before one is asked. */
let cli: CommandLine;
beforeAll(() => {
  cli = commandLine({ url: NOBODY, cativa: { url: NOBODY }, servers: { databaseUrl: 'postgres://nobody@127.0.0.1:1/none' } });
});
afterAll(() => cli.close());

const GROUPS = ['catalog', 'members', 'review', 'gift', 'block', 'claim', 'worklist', 'brake'];
const ALONE = ['up', 'ingress', 'worker', 'migrate', 'doctor', 'status', 'why', 'replay', 'verify', 'reread', 'restored', 'send', 'tail'];
const INSIDE = [
  'catalog show',
  'catalog preview',
  'catalog apply',
  'members import',
  'worklist list',
  'worklist export',
  'worklist done',
  'brake release',
  'review list',
  'review settle',
  'gift give',
  'gift end',
  'block set',
  'block lift',
  'claim list',
  'claim give',
  'claim undo',
  'claim refuse',
];

/** The page that `catraca <name> --help` prints. */
const helpOf = (name: string): string => {
  const find = (command: Command, names: readonly string[]): Command =>
    names.reduce((at, part) => at.commands.find((child) => child.name() === part) ?? at, command);
  const pages: string[] = [];
  const command = find(catraca(), name.split(' '));
  command.configureOutput({ writeOut: (text) => pages.push(text) }).outputHelp();
  return pages.join('');
};

/** Words for a person: on stderr, a sentence, and never where the code is. */
const expectSentence = ({ out, err }: Ended): void => {
  expect(out).toBe('');
  expect(err).toMatch(/^\S[^]*\S\n$/);
  expect(err).not.toMatch(/\bat .*:\d+:\d+|node_modules|Error:/);
};

jest.setTimeout(60_000);

describe('help', () => {
  test('of every command says what it does, with an example', async () => {
    for (const name of [...ALONE, ...INSIDE]) {
      const out = helpOf(name);
      expect(out).toContain(`Usage: catraca ${name}`);
      expect(out).toMatch(/\nExamples?:\n {2}.*catraca /);
    }
    const { code, out, err } = await cli.run(['why', '--help']);
    expect({ code, out, err }).toEqual({ code: 0, out: helpOf('why'), err: '' });
  });

  test('of the whole names every command, and of every group its own', () => {
    [...ALONE, ...GROUPS].forEach((command) => expect(helpOf('')).toMatch(new RegExp(`^  ${command}\\b`, 'm')));
    INSIDE.map((command) => command.split(' ')).forEach(([group = '', name]) => expect(helpOf(group)).toMatch(new RegExp(`^  ${name}\\b`, 'm')));
  });

  test('knows every command that there is', () => {
    const named = catraca().commands.map((command) => command.name());
    expect(named.sort()).toEqual([...ALONE, ...GROUPS].sort());
  });
});

const WRONG_USE = [
  ['wyh', 'ana@example.com'],
  ['status', '--jsno'],
  ['catalog', 'aplly', 'x.yaml'],
  ['why'],
  ['status', 'please'],
  ['replay', '--projection', 'entitlement'],
  ['reread'],
  ['reread', '--delivery', '1'],
  ['why', 'ana@example.com', '--as-of', '2026-11-20'],
  ['tail', '--lines', 'many'],
  ['send', 'kiwify', 'purchase-approved'],
  ['send', 'constructor', 'purchase-approved'],
  ['send', 'hotmart', 'purchase-aproved'],
  ['send', 'hotmart', 'purchase-approved', '--set', 'colour=red'],
  ['send', 'hotmart', 'purchase-approved', '--set', 'at=soon'],
  ['send', 'hotmart', 'purchase-approved', '--url', 'hooks.example.com'],
  ['send', 'hotmart', '.'],
  ['why', 'ana\u001b[2J'],
  ['brake', 'release', '--note', 'x'.repeat(501)],
  ['catalog', 'apply', 'nowhere.yaml', '--yes'],
  ['catalog', 'apply', 'nowhere.yaml', '--yes', '--note', 'for ana@example.com'],
  ['brake', 'release', '--note', 'for ana@example.com'],
  ['worklist', 'done', '01HQ', 'premium', '--by', 'ana@example.com'],
];

describe('wrong use', () => {
  test('of any kind exits 2 with a sentence', async () => {
    const all = await Promise.all(WRONG_USE.map(async (args) => ({ args, ...(await cli.quick(args)) })));
    for (const ended of all) {
      expect({ args: ended.args, code: ended.code }).toEqual({ args: ended.args, code: 2 });
      expectSentence(ended);
    }
  });
});

describe('a wrong configuration', () => {
  const run = async (text: string, env: Readonly<Record<string, string>> = {}): Promise<Ended> => {
    const ended = await cli.quick(['status'], { CATRACA_CONFIG: cli.write('wrong.yaml', text), ...env });
    expect(ended.code).toBe(1);
    expectSentence(ended);
    ['literal-secret', ...Object.values(SECRETS)].forEach((secret) => expect(ended.err).not.toContain(secret));
    return ended;
  };

  test('tells every problem at once, each with its place, and shows no value', async () => {
    const text = `
cativa: { badges: apy, colour: red, api: { baseUrl: "x", key: literal-secret-1, assign: "POST /a", remove: "\${NOT_THERE}" } }
channels:
  Bad_Name: { source: hotmart, secrets: ["\${HOTMART_HOTTOK}"] }
  hotmart: { source: hotmart, secrets: ["literal-secret-2"] }
  other: { source: hotmart, secrets: ["\${NOT_SET}"] }`;
    const { err } = await run(text, { PORT: '99999', CATRACA_CONFIGG: 'literal-secret-3', LOG_LEVEL: 'loud' });
    const places = [
      'PORT: ',
      'CATRACA_CONFIGG: ',
      'LOG_LEVEL: ',
      'cativa.badges: ',
      'cativa.colour: ',
      'cativa.api.baseUrl: ',
      'cativa.api.key: ',
      'cativa.api.remove: ',
    ];
    [...places, 'channels.Bad_Name: ', 'channels.hotmart.secrets.0: ', 'channels.other.secrets.0: the variable NOT_SET is not set'].forEach((place) =>
      expect(err).toContain(`  - ${place}`),
    );
  });

  test('a source that does not exist is named with those that do, and so is what every object has', async () => {
    const channel = (name: string, source: string): string => `  ${name}: { source: ${source}, secrets: ["\${HOTMART_HOTTOK}"] }\n`;
    const { err } = await run(
      `cativa: { badges: api }\nchannels:\n${channel('a', 'hotmrat')}${channel('b', 'constructor')}${channel('c', '__proto__')}`,
    );
    ['a', 'b', 'c'].forEach((name) => expect(err).toContain(`channels.${name}.source: must be one of: hotmart`));
    expect(err).toContain('cativa.api: is missing');
  });

  test('a file that is no YAML, or is not there, or an empty secret', async () => {
    expect((await run('cativa: {badges: none\n')).err).toContain('line 2');
    expect((await run('- just a list')).err).toContain('must be object');
    expect((await run('', { CATRACA_CONFIG: 'nowhere.yaml', PORT: 'x' })).err).toMatch(/PORT: [^]*nowhere\.yaml: cannot be read/);
    expect(
      (await run('cativa: { badges: none }\nchannels: { h: { source: hotmart, secrets: ["${HOTMART_HOTTOK}"] } }', { HOTMART_HOTTOK: '' })).err,
    ).toContain('HOTMART_HOTTOK is empty');
  });

  test('a variable of ours that does not exist is an error for every command', async () => {
    for (const ended of await Promise.all(
      ['status', 'migrate', 'worker'].map(async (command) => cli.run([command], { env: { CATRACA_DATABASE: 'x' } })),
    )) {
      expect(ended.code).toBe(1);
      expect(ended.err).toContain('CATRACA_DATABASE: is no variable of Catraca');
    }
  });
});

describe('a database that cannot be reached', () => {
  test.each([
    ['nobody listens', 'postgres://catraca:a-password@127.0.0.1:1/catraca'],
    ['nobody is called so', 'postgres://catraca:a-password@nowhere.invalid/catraca'],
    ['the address is none', 'postgres://catraca:a-password@:/catraca'],
  ])('%s: a command exits 3 with one sentence', async (_, url) => {
    const commands = [['status', '--json'], ['migrate'], ['catalog', 'show']];
    for (const ended of await Promise.all(commands.map(async (args) => cli.quick(args, { DATABASE_URL: url })))) {
      expect(ended.code).toBe(3);
      expectSentence(ended);
      expect(ended.err).toContain('The database cannot be reached');
      expect(ended.err).not.toContain('a-password');
    }
  });
});
