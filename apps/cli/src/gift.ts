import { giftProblem, noGift } from '#answers';
import { giftEndFact, giftFact, momentOf, type Runtime } from '#runtime';
import type { Command } from 'commander';
import { withRuntime } from './context.js';
import { CommandError, EXIT } from './exit.js';
import { instantIn, sayingOf, sayWord, wordOptions, type WordOptions } from './say-word.js';
import { whom } from './signature.js';

interface GiveOptions extends WordOptions {
  readonly until?: string;
  readonly parent?: string;
  readonly again?: string;
}

const give = async (runtime: Runtime, [who, product]: readonly [string, string], options: GiveOptions): Promise<void> => {
  const { until, parent, again } = options;
  const problem = await giftProblem(runtime, { product, ...(parent !== undefined && { parent }), ...(again !== undefined && { again }) });
  if (problem !== undefined) throw new CommandError(problem);
  const giving = {
    to: whom(who),
    product,
    ...(until !== undefined && { until: instantIn('--until', until) }),
    ...(parent !== undefined && { parent }),
    ...(again !== undefined && { sale: again }),
  };
  await sayWord(runtime, [giftFact(giving, sayingOf(options, momentOf(runtime.settings)), runtime.personOf)], options);
};

export const giftCommand = (program: Command): Command => {
  const gift = program.command('gift').description('give what a product opens, without a payment');
  wordOptions(gift.command('give <who> <product>').description('to a member id, or to an address that may become a member'))
    .option('--until <instant>', 'when it ends by itself')
    .option('--parent <sale>', 'a paid sale that carries it: when that ends, so does the gift')
    .option('--again <gift>', 'an earlier gift, gift/<id>, to give anew, such as with another end')
    .addHelpText(
      'after',
      '\nExample:\n  catraca gift give ana@example.com hotmart/4100234 --until 2026-12-31T23:59:59-03:00 --by carla --note "prize"',
    )
    .action(async (who: string, product: string, options: GiveOptions) => {
      if (options.parent?.startsWith('gift/')) throw new CommandError('A gift cannot carry a gift: name the sale that was paid for.', EXIT.wrongUse);
      await withRuntime(async (runtime) => give(runtime, [who, product], options));
    });
  wordOptions(gift.command('end <gift>').description('end a gift now'))
    .addHelpText('after', '\nExample:\n  catraca gift end gift/0193a1c2-7e00-7000-8000-000000000001 --by carla')
    .action(async (sale: string, options: WordOptions) =>
      withRuntime(async (runtime) => {
        const problem = await noGift(runtime, sale);
        if (problem !== undefined) throw new CommandError(problem);
        await sayWord(runtime, [giftEndFact(sale, sayingOf(options, momentOf(runtime.settings)))], options);
      }),
    );
  return gift;
};
