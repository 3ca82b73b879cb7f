import { streamOf } from '#domain';
import { readDelivery } from '#runtime';
import { sources } from '#sources';
import { hash } from 'node:crypto';
import { purchaseTemplate } from '../load/index.js';

const DIGITS = 9;
/** A number that stands nowhere else in a fact. */
const [EXAMPLE, ID] = [987_654_321, '019ab5f0-0000-7000-8000-000000000000'];

const digits = (number: number): string => String(number).padStart(DIGITS, '0');

/** The bodies of distinct purchases, by number, as Hotmart sends them and as the load generator does. */
export const purchaseBodies = (): ((number: number) => string) => {
  const { parts } = purchaseTemplate('/webhooks/hotmart', '');
  const cut = parts.map((part) => Buffer.from(part, 'latin1').toString('utf8'));
  return (number) => cut.join(digits(number));
};

/** A fact as it goes into another event store: all that our log keeps of it, byte for byte, and nothing else. */
export interface PeerFact {
  readonly stream: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The facts that the door reads in those purchases, by number: other sale, charge and stream each time, always of one length. */
export const purchaseFacts = (): ((number: number) => PeerFact) => {
  const delivery = {
    channel: 'hotmart',
    body: Buffer.from(purchaseBodies()(EXAMPLE)),
    headers: { 'content-type': 'application/json' },
    query: {},
    receivedAt: new Date().toISOString(),
  };
  const personOf = (address: string): string => hash('sha256', address);
  const [fact] = readDelivery(sources.hotmart, delivery, { personOf, testsAreReal: true, id: ID }).events;
  if (!fact) throw new Error('The purchase that the generator sends says no fact.');
  const { event, personal, metadata } = fact;
  const parts = JSON.stringify({ stream: streamOf(event), type: event.type, data: { ...event.data, personal }, metadata }).split(digits(EXAMPLE));
  return (number) => JSON.parse(parts.join(digits(number))) as PeerFact;
};
