import type { Lookups } from '#effects';
import { foldAll } from '#projections';
import { completeDelivery, wakeSweep, type Runtime } from '#runtime';
import { CommandError, EXIT } from './exit.js';
import { say } from './output.js';

/** Whom we ask when a person answers in the gateway's place. */
const answering = (products: readonly string[]): Lookups => ({
  ask: async () => Promise.resolve({ kind: 'answer', completion: { by: 'person', products } }),
});

const idsIn = (text: string): readonly string[] =>
  text
    .split(',')
    .map((id) => id.trim())
    .filter(Boolean);

/** Says which products an incomplete delivery was about; it is then read again with that, as if the gateway had said so. */
export const answerDelivery = async (runtime: Runtime, id: string, value: string): Promise<void> => {
  const products = idsIn(value);
  if (products.length === 0) throw new CommandError('product takes one or more product ids, with commas between.', EXIT.wrongUse);
  const { rows } = await runtime.pool.query<{ channel: string }>('select channel from deliveries where id = $1', [id]);
  const lookups = new Map(rows.map(({ channel }) => [channel, answering(products)]));
  const { pool, personOf, settings } = runtime;
  const done = await completeDelivery({ pool, lookups, personOf, testsAreReal: settings.rehearsal ?? false }, id);
  if (done.kind !== 'completed')
    throw new CommandError('because' in done ? `Nothing came of it: ${done.because}.` : 'Nobody waits for this answer any more.');
  await foldAll(pool);
  await wakeSweep(runtime.queueServer);
  say(`Settled: delivery ${done.by} completes it, with ${done.facts} new facts.`);
};
