import { blockFact, liftFact, momentOf } from '#runtime';
import type { Command } from 'commander';
import { withRuntime } from './context.js';
import { instantIn, sayingOf, sayWord, wordOptions, type WordOptions } from './say-word.js';
import { whom } from './signature.js';

interface SetOptions extends WordOptions {
  readonly until?: string;
}

export const blockCommand = (program: Command): Command => {
  const block = program.command('block').description('open nothing to somebody, whatever speaks for them');
  wordOptions(block.command('set <who>').description('block a member id or an address; what we gave is taken'))
    .option('--until <instant>', 'when the block ends by itself')
    .addHelpText('after', '\nExample:\n  catraca block set ana@example.com --by carla --note "shared her password"')
    .action(async (who: string, options: SetOptions) =>
      withRuntime(async (runtime) => {
        const until = options.until === undefined ? {} : { until: instantIn('--until', options.until) };
        const saying = sayingOf(options, momentOf(runtime.settings));
        await sayWord(runtime, [blockFact({ who: whom(who), ...until }, saying, runtime.personOf)], options);
      }),
    );
  wordOptions(block.command('lift <who>').description('lift a block; what reasons still open comes back'))
    .addHelpText('after', '\nExample:\n  catraca block lift ana@example.com --by carla')
    .action(async (who: string, options: WordOptions) =>
      withRuntime(async (runtime) => {
        await sayWord(runtime, [liftFact(whom(who), sayingOf(options, momentOf(runtime.settings)), runtime.personOf)], options);
      }),
    );
  return block;
};
