import fc from 'fast-check';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Fault, type Target } from './engine.js';
import { lists, type ListFile, type Table } from './lists.js';
import { yamls, type YamlFile } from './yamls.js';

/** Nothing that is read by it may need more of the heap, or longer. */
const [MOST_MEGABYTES, PATIENCE_MS] = [256, 30_000];

const startHost = (): Worker =>
  new Worker(new URL('./parser-host.js', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } });

/** Tries inputs one by one in a thread that is replaced when one of them ended it. */
const parserTarget = <Input>(name: string, inputs: fc.Arbitrary<Input>): Target<Input> => {
  let host: Worker | undefined;
  let slowest = 0;
  const ended = async (): Promise<void> => {
    await host?.terminate();
    host = undefined;
  };
  const ask = async (input: Input): Promise<{ fault?: string }> => {
    host ??= startHost();
    const patience = AbortSignal.timeout(PATIENCE_MS);
    host.postMessage(input);
    try {
      const [answer] = (await once(host, 'message', { signal: patience })) as [{ fault?: string }];
      return answer;
    } catch (error) {
      await ended();
      return { fault: patience.aborted ? `no answer within ${PATIENCE_MS} ms` : `the thread ended: ${String(error)}` };
    }
  };
  return {
    name,
    batches: fc.array(inputs, { minLength: 1, maxLength: 1 }),
    attempt: async (batch) => {
      for (const input of batch) {
        const began = performance.now();
        const { fault } = await ask(input);
        slowest = Math.max(slowest, performance.now() - began);
        if (fault !== undefined) throw new Fault(fault);
      }
    },
    figures: () => ({
      'slowest in ms': String(Math.round(slowest)),
      'memory of the process in MB': String(Math.round(process.memoryUsage().rss / 1024 / 1024)),
    }),
    close: ended,
  };
};

/** Lists of members for `members import`. */
export const csvTarget = (): Target<ListFile | Table> => parserTarget('csv', lists);
/** `catraca.yaml` and catalogs. */
export const yamlTarget = (): Target<YamlFile> => parserTarget('yaml', yamls);
