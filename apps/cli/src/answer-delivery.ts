import type { Lookups } from '#effects';
import { logSchema } from '#event-store';
import { foldAll } from '#projections';
import { completeDelivery, readAgain, wakeSweep, type Runtime } from '#runtime';
import { CommandError, EXIT } from './exit.js';
import { say } from './output.js';

/** Questions about what was sold; whoever asks for more must wait for the gateway. */
const ABOUT_PRODUCTS = ['stripe.session', 'stripe.invoice'];

/** Whom we ask when a person answers in the gateway's place. */
const answering = (products: readonly string[]): Lookups => ({
  ask: async ({ of }) =>
    Promise.resolve(
      ABOUT_PRODUCTS.includes(of)
        ? { kind: 'answer', completion: { by: 'person', products } }
        : { kind: 'later', because: `a person said what was sold, and not ${of}` },
    ),
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
  const { pool, orm, personOf, settings } = runtime;
  const { DeliveryEntity } = await logSchema();
  const kept = await orm.em.fork().findOneOrFail(DeliveryEntity, { id });
  // A gateway that could not say has closed the question; reading opens it again.
  await readAgain(runtime, { ...kept, body: Buffer.from(kept.body), receivedAt: kept.receivedAt.toISOString() });
  const ports = { pool, personOf, testsAreReal: settings.rehearsal ?? false, lookups: new Map([[kept.channel, answering(products)]]) };
  const done = await completeDelivery(ports, id);
  if (done.kind !== 'completed')
    throw new CommandError('because' in done ? `Nothing came of it: ${done.because}.` : 'Nobody waits for this answer any more.');
  await foldAll(pool);
  await wakeSweep(runtime.queueServer);
  say(`Settled: delivery ${done.by} completes it, with ${done.facts} new facts.`);
};
