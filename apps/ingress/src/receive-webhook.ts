import { isDataFault, type Acceptance, type AppendResult, type KeptDelivery } from '#event-store';
import { readDelivery, type Channel, type PersonOf } from '#runtime';
import { blanking, sources, type Blank, type Delivery, type Source } from '#sources';
import { hash, randomUUIDv7 } from 'node:crypto';

/** A channel as the door uses it: what can be made ready once is not made for each webhook. */
export interface OpenChannel {
  readonly source: Source;
  readonly secrets: readonly string[];
  readonly blank: Blank;
}

/** What the door needs to know; nothing of HTTP, nothing of Nest. */
export interface Door {
  /** Resolves after the commit. */
  readonly accept: (acceptance: Acceptance) => Promise<readonly AppendResult[]>;
  readonly channels: ReadonlyMap<string, OpenChannel>;
  readonly personOf: PersonOf;
  readonly testsAreReal: boolean;
  readonly now: () => Date;
  /** Tells the workers that the log has grown; a hint, which may fail. */
  readonly wake: () => void;
}

/** accepted: new facts. duplicate: all heard before. ignored: genuine and of no interest. parked: kept, and read again one day. */
export type Received =
  | { readonly kind: 'received'; readonly outcome: 'accepted' | 'duplicate' | 'ignored' | 'parked'; readonly delivery: string }
  | { readonly kind: 'greeting' }
  | { readonly kind: 'refused'; readonly because: 'unsigned' | 'forged' | 'stale' }
  | { readonly kind: 'unknown-channel' }
  | { readonly kind: 'unsupported-type' };

/** The channels of the settings, made ready. */
export const openChannels = (channels: Readonly<Record<string, Channel>>): ReadonlyMap<string, OpenChannel> => {
  const byName = new Map(Object.values<Source>(sources).map((source) => [source.name, source]));
  return new Map(
    Object.entries(channels).flatMap(([name, { source: sourceName, secrets }]) => {
      const source = byName.get(sourceName);
      return source ? [[name, { source, secrets, blank: blanking(source.secretFields, secrets) }] as const] : [];
    }),
  );
};

const mediaType = ({ headers }: Delivery): string | undefined => headers['content-type']?.split(';')[0]?.trim().toLowerCase();

const supported = ({ contentTypes }: Source, delivery: Delivery): boolean => {
  const type = mediaType(delivery);
  return type === undefined || type === '' || contentTypes.includes(type);
};

const keptHeaders = ({ keptHeaders: names }: Source, { headers }: Delivery): Record<string, string> =>
  Object.fromEntries(names.flatMap((name) => (headers[name] === undefined ? [] : [[name, headers[name]]])));

const outcomeOf = (read: KeptDelivery['outcome'], appended: readonly AppendResult[]): 'accepted' | 'duplicate' | 'ignored' | 'parked' => {
  if (read === 'ignored') return 'ignored';
  if (read !== 'facts') return 'parked';
  return appended.some(({ outcome }) => outcome === 'appended') ? 'accepted' : 'duplicate';
};

/** Keeps a genuine delivery and its facts. What the log cannot take is kept without facts and parked: nothing verified is lost. */
const keep = async ({ accept }: Door, delivery: KeptDelivery, events: Acceptance['events']) => {
  try {
    return { outcome: delivery.outcome, appended: await accept({ delivery, events }) };
  } catch (error) {
    if (!isDataFault(error)) throw error;
    const parked = { ...delivery, outcome: 'unreadable' as const, notes: [`the log refused the facts (${error.code})`] };
    return { outcome: parked.outcome, appended: await accept({ delivery: parked, events: [] }) };
  }
};

const receiveGenuine = async (door: Door, { source, blank }: OpenChannel, delivery: Delivery, over: string | undefined): Promise<Received> => {
  const id = randomUUIDv7();
  const { personOf, testsAreReal } = door;
  const read = readDelivery(source, delivery, { personOf, testsAreReal, id });
  const kept: KeptDelivery = {
    id,
    channel: delivery.channel,
    source: source.name,
    body: blank(delivery.body),
    digest: hash('sha256', delivery.body, 'buffer'),
    headers: keptHeaders(source, delivery),
    query: {},
    receivedAt: delivery.receivedAt,
    outcome: read.outcome,
    notes: [...read.notes, ...(over === undefined ? [] : [`signed over: ${over}`])],
    ...(read.ask && { ask: read.ask }),
  };
  const { outcome, appended } = await keep(door, kept, read.events);
  if (kept.ask || appended.some((result) => result.outcome === 'appended')) door.wake();
  return { kind: 'received', outcome: outcomeOf(outcome, appended), delivery: id };
};

/** Verify, read, append, wake. Throws only when the log cannot be written; then nothing was acknowledged. */
export const receiveWebhook = async (door: Door, arrived: Omit<Delivery, 'receivedAt'>): Promise<Received> => {
  const now = door.now();
  const delivery: Delivery = { ...arrived, receivedAt: now.toISOString() };
  const channel = door.channels.get(delivery.channel);
  if (!channel) return { kind: 'unknown-channel' };
  const { source, secrets } = channel;
  const verdict = source.verify(delivery, secrets, now);
  if (!verdict.ok) return verdict.because === 'greeting' ? { kind: 'greeting' } : { kind: 'refused', because: verdict.because };
  if (!supported(source, delivery)) return { kind: 'unsupported-type' };
  return receiveGenuine(door, channel, delivery, verdict.over);
};
