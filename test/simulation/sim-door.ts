import { deliveryGate, type Acceptance, type AppendResult, type NewEvent } from '#event-store';
import { MINUTE } from './script.js';
import { Crash } from './sim-worker.js';
import type { World } from './sim-world.js';

const NOTHING = Buffer.alloc(0);

/** A delivery as the door keeps it; in memory only its facts are kept. */
const acceptance = (events: readonly NewEvent[]): Acceptance => ({
  delivery: {
    id: '',
    channel: 'shop',
    source: 'shop',
    body: NOTHING,
    digest: NOTHING,
    headers: {},
    query: {},
    receivedAt: '',
    outcome: 'facts',
    notes: [],
  },
  events,
});

/**
 * The ingress: many deliveries, one append, each answered after it. A process that dies answers nobody, whatever was written, and the
 * gateways send again. `answered` hears every key that was acknowledged.
 */
export const openDoor = (world: World, answered: (key: string) => void) => {
  let process = { alive: true };
  const write = async (group: readonly Acceptance[]): Promise<readonly (readonly AppendResult[])[]> => {
    const results = await world.io(process)(async () => world.ledger.store.append(group.flatMap(({ events }) => events)));
    let from = 0;
    return group.map(({ events }) => results.slice(from, (from += events.length)));
  };
  let accept = deliveryGate(write);
  const receive = async (facts: readonly NewEvent[]): Promise<void> => {
    try {
      await accept(acceptance(facts));
      facts.forEach(({ key }) => answered(key));
      if (!world.dice().chance(world.weather().lostWake)) world.queue.wake({ queue: 'project', id: 'catch-up' }, world.now(), true);
    } catch (error) {
      if (!(error instanceof Crash)) throw error;
      if (!process.alive) [process, accept] = [{ alive: true }, deliveryGate(write)];
      world.at(world.now() + world.dice().int(1, 120) * MINUTE, async () => receive(facts));
    }
  };
  return receive;
};
