import { instantOf } from '#domain';
import { loadSettings, type Settings } from '#runtime';
import { exampleBytes, exampleValues, FORM, sources, type Example, type ExampleValues, type Source } from '#sources';
import type { Command } from 'commander';
import { existsSync } from 'node:fs';
import { CommandError, EXIT } from './exit.js';
import { printJson, say } from './output.js';
import { postSigned, type Unsigned } from './post-signed.js';
import { readSmallFile } from './small-file.js';

interface Options {
  readonly set: readonly string[];
  readonly url?: string;
  readonly print?: boolean;
}

const DEFAULTS = new Map<string, unknown>(Object.entries(exampleValues({}, new Date())));

const parseSet = (pairs: readonly string[]): Partial<ExampleValues> => {
  const entries = pairs.map((pair) => {
    const [name = '', ...rest] = pair.split('=');
    if (!DEFAULTS.has(name) || rest.length === 0)
      throw new CommandError(`--set takes <name>=<value>; names: ${[...DEFAULTS.keys()].join(', ')}.`, EXIT.wrongUse);
    const value = rest.join('=');
    if (instantOf(DEFAULTS.get(name)) !== undefined && instantOf(value) === undefined)
      throw new CommandError(`--set ${name}=<instant> needs an instant with its zone, such as 2026-12-31T23:59:59-03:00.`, EXIT.wrongUse);
    return [name, name === 'badges' ? value.split(',').filter(Boolean) : value] as const;
  });
  return Object.fromEntries(entries);
};

const channelOf = ({ channels }: Settings, name: string): { source: Source; secret: string } => {
  const channel = Object.hasOwn(channels, name) ? channels[name] : undefined;
  const source = channel && Object.values<Source>(sources).find((known) => known.name === channel.source);
  const secret = channel?.secrets[0];
  if (!source || secret === undefined)
    throw new CommandError(`There is no channel ${name}. There are: ${Object.keys(channels).join(', ')}.`, EXIT.wrongUse);
  return { source, secret };
};

const fromFile = (file: string): Unsigned => {
  const body = readSmallFile(file);
  return { body, ...(!/^\s*[{[]/.test(body.subarray(0, 64).toString('latin1')) && { contentType: FORM }) };
};

const fromExample = (example: Example, values: Partial<ExampleValues>): Unsigned => ({
  body: exampleBytes(example, exampleValues(values, new Date())),
  ...(example.contentType && { contentType: example.contentType }),
});

const bodyOf = (source: Source, sample: string, values: Partial<ExampleValues>): Unsigned => {
  const example = Object.hasOwn(source.examples, sample) ? source.examples[sample] : undefined;
  if (example) return fromExample(example, values);
  if (existsSync(sample)) return fromFile(sample);
  throw new CommandError(
    `${sample} is neither a file nor a sample of ${source.name}. Samples: ${Object.keys(source.examples).join(', ')}.`,
    EXIT.wrongUse,
  );
};

/** Where to post to. An address of another kind would fail as if nobody answered. */
const baseOf = ({ environment: { PORT } }: Settings, url = `http://127.0.0.1:${PORT}`): string => {
  const { protocol, username, origin, pathname } = URL.parse(url) ?? { protocol: '', username: '', origin: '', pathname: '' };
  if (!['http:', 'https:'].includes(protocol) || username !== '')
    throw new CommandError('--url takes the address of an ingress, such as https://hooks.example.com.', EXIT.wrongUse);
  return `${origin}${pathname}`.replace(/\/$/, '');
};

export const sendCommand = (program: Command): Command =>
  program
    .command('send <channel> <sample>')
    .description('sign a sample, or a file, as that system would, and post it')
    .option('--set <name=value>', 'change a value of the sample; may be repeated', (pair: string, all: readonly string[]) => [...all, pair], [])
    .option('--url <url>', 'the ingress, when it is not the one of this configuration')
    .option('--print', 'print the body instead of posting it')
    .addHelpText('after', '\nExample:\n  catraca send hotmart purchase-approved --set email=ana@example.com')
    .action(async (name: string, sample: string, options: Options) => {
      const settings = loadSettings(process.env);
      const { source, secret } = channelOf(settings, name);
      const unsigned = bodyOf(source, sample, parseSet(options.set));
      if (options.print) return void process.stdout.write(`${unsigned.body.toString('utf8')}\n`);
      const base = baseOf(settings, options.url);
      const answer = await postSigned(unsigned, { url: `${base}/webhooks/${name}`, source, secret });
      say(`Posted ${sample} to ${base}/webhooks/${name}.`);
      return printJson(answer);
    });
