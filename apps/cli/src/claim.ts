import { findSubject, openClaims, saidFacts } from '#answers';
import { claimAnswerFact, claimFact, momentOf, unclaimFact, type Runtime } from '#runtime';
import type { Command } from 'commander';
import { withRuntime } from './context.js';
import { CommandError } from './exit.js';
import { postgresEventStore } from '#event-store';
import { foldAll } from '#projections';
import { age, printJson, printTable, say } from './output.js';
import { sayingOf, sayWord, wordOptions, type WordOptions } from './say-word.js';

interface GiveOptions extends WordOptions {
  readonly request?: string;
}

const saleOf = async (runtime: Runtime, asked: string): Promise<string> => {
  const subject = asked.includes('@') ? undefined : await findSubject(runtime, asked);
  const [sale, another] = subject?.sales ?? [];
  if (sale === undefined || another !== undefined) throw new CommandError(`${asked} is no sale and no transaction code. See: catraca why <address>`);
  return sale;
};

const memberOf = async (runtime: Runtime, asked: string): Promise<string> => {
  const member = (await findSubject(runtime, asked))?.member;
  if (member === undefined) throw new CommandError(`${asked} is no member yet: a sale can be moved to a member only. See: catraca why <address>`);
  return member;
};

const refuseUnasked = async ({ pool }: Runtime, request: string): Promise<void> => {
  if (!(await openClaims(pool)).some((open) => open.request === request))
    throw new CommandError(`${request} is no open request. See: catraca claim list`);
};

const give = async (runtime: Runtime, [sale, who]: readonly [string, string], options: GiveOptions): Promise<void> => {
  if (options.request !== undefined) await refuseUnasked(runtime, options.request);
  const saying = sayingOf(options, momentOf(runtime.settings));
  const moved = claimFact(await saleOf(runtime, sale), await memberOf(runtime, who), saying);
  await sayWord(runtime, options.request === undefined ? [moved] : [moved, claimAnswerFact(options.request, true, saying)], options);
};

const refuse = async (runtime: Runtime, request: string, options: WordOptions): Promise<void> => {
  await foldAll(runtime.pool);
  await refuseUnasked(runtime, request);
  const facts = [claimAnswerFact(request, false, sayingOf(options, momentOf(runtime.settings)))] as const;
  await postgresEventStore(runtime.pool).append(facts);
  await foldAll(runtime.pool);
  if (options.json) printJson({ said: saidFacts({ facts }) });
  say('Refused; the sale stays where it is.');
};

export const claimCommand = (program: Command): Command => {
  const claim = program.command('claim').description('"I paid with another address": move a sale to a member, or back');
  claim
    .command('list', { isDefault: true })
    .description('requests without proof that wait for a person, oldest first, with the addresses they name')
    .option('--json', 'print the list as JSON')
    .addHelpText('after', '\nExample:\n  catraca claim list')
    .action(async ({ json }: { json?: boolean }) => {
      const open = await withRuntime(async ({ pool }) => openClaims(pool));
      if (json) return printJson(open);
      const rows = open.map(({ request, at, code, email, memberEmail, message }) => [request, age(at), code, email, memberEmail, message]);
      return printTable(['request', 'waits', 'code', 'paid with', 'is a member with', 'says'], rows, 'Nobody waits.');
    });
  wordOptions(claim.command('give <sale> <member>').description('move a sale (or transaction code) to a member id or a member’s address'))
    .option('--request <id>', 'the request that this answers')
    .addHelpText('after', '\nExample:\n  catraca claim give HP3286246106 ana@example.com --by carla --note "sent her receipt"')
    .action(async (sale: string, who: string, options: GiveOptions) => withRuntime(async (runtime) => give(runtime, [sale, who], options)));
  wordOptions(claim.command('undo <sale>').description('give a sale back to the address that paid'))
    .addHelpText('after', '\nExample:\n  catraca claim undo HP3286246106 --by carla')
    .action(async (sale: string, options: WordOptions) =>
      withRuntime(async (runtime) => {
        const found = await saleOf(runtime, sale);
        await sayWord(runtime, [unclaimFact(found, sayingOf(options, momentOf(runtime.settings)))], options);
      }),
    );
  wordOptions(claim.command('refuse <request>').description('say no to a request'))
    .addHelpText('after', '\nExample:\n  catraca claim refuse 0193a1c2-7e00-7000-8000-000000000001 --by carla')
    .action(async (request: string, options: WordOptions) => withRuntime(async (runtime) => refuse(runtime, request, options)));
  return claim;
};
