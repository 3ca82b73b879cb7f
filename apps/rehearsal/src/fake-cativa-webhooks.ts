import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Faults } from './fake-cativa-faults.js';

/** One automation of the Console: an event, the address it is posted to, and that listener's own secret. */
export interface Listener {
  readonly event: string;
  readonly url: string;
  readonly secret: string;
}

/** What became of one event at one listener, for tests and people; no body, no secret. */
export interface WebhookRecord {
  readonly event: string;
  readonly automationId: string;
  readonly executionId: string;
  readonly attempts: number;
  readonly delivered: boolean;
}

export interface Webhooks {
  subscribe(listener: Listener): void;
  emit(event: string, body: object): void;
  /** Resolves when nothing is on its way any more. */
  delivered(): Promise<void>;
  records(): readonly WebhookRecord[];
  listeners(): readonly { readonly event: string; readonly url: string; readonly automationId: string }[];
}

interface Parcel {
  readonly event: string;
  readonly bytes: string;
  readonly executionId: string;
}

interface Subscriber extends Listener {
  readonly automationId: string;
}

/** Cativa's own times between attempts are not published; these are short, so that a rehearsal is. */
const WAITS_MS = [0, 50, 200, 500, 1000];
const ATTEMPT_TIMEOUT_MS = 5000;

/** `t=<unix seconds>,v1=<hex>` over `<t>.<body>`, keyed with the whole secret (Cativa docs, subscribing and verifying). */
export const signature = (body: string, secret: string, at: Date): string => {
  const t = Math.floor(at.getTime() / 1000);
  return `t=${t},v1=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`;
};

/** At least once, in parallel, in no order, signed anew for each attempt (Cativa docs, webhooks). */
export const webhooks = (faults: Faults, now: () => Date, ended: AbortSignal): Webhooks => {
  const subscribers: Subscriber[] = [];
  const records: WebhookRecord[] = [];
  const onTheWay = new Set<Promise<void>>();
  let held: Parcel[] = [];

  const track = (work: Promise<void>): void => {
    const settled: Promise<void> = work.catch(() => undefined).finally(() => onTheWay.delete(settled));
    onTheWay.add(settled);
  };

  const attempt = async (parcel: Parcel, { url, secret, automationId }: Subscriber): Promise<boolean> => {
    if (faults.strike('webhooksDown') !== undefined) return false;
    const headers = {
      'content-type': 'application/json',
      'x-cativa-signature': signature(parcel.bytes, secret, now()),
      'x-cativa-execution-id': parcel.executionId,
      'x-cativa-automation-id': automationId,
    };
    const signal = AbortSignal.any([ended, AbortSignal.timeout(ATTEMPT_TIMEOUT_MS)]);
    try {
      const answer = await fetch(url, { method: 'POST', headers, body: parcel.bytes, redirect: 'manual', signal });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  };

  const deliver = async (parcel: Parcel, subscriber: Subscriber): Promise<void> => {
    let attempts = 0;
    let delivered = false;
    for (const wait of WAITS_MS) {
      if (wait > 0) await pause(wait, undefined, { signal: ended });
      attempts += 1;
      delivered = await attempt(parcel, subscriber);
      if (delivered) break;
    }
    records.push({ event: parcel.event, automationId: subscriber.automationId, executionId: parcel.executionId, attempts, delivered });
  };

  const send = async (parcel: Parcel): Promise<void> => {
    const copies = 1 + (faults.strike('duplicateWebhooks') ?? 0);
    const wanted = subscribers.filter(({ event }) => event === parcel.event);
    await Promise.all(wanted.flatMap((subscriber) => Array.from({ length: copies }, () => deliver(parcel, subscriber))));
  };

  /** Only the newest of the waiting finds itself last, and takes all of them along. */
  const sendNewestFirst = async (parcel: Parcel, quietMs: number): Promise<void> => {
    held.push(parcel);
    await pause(quietMs, undefined, { signal: ended });
    if (held.at(-1) !== parcel) return;
    const parcels = held.reverse();
    held = [];
    for (const each of parcels) await send(each);
  };

  return {
    subscribe: (listener) => void subscribers.push({ ...listener, automationId: `automation-${subscribers.length + 1}` }),
    emit: (event, body) => {
      const parcel = { event, bytes: JSON.stringify(body), executionId: randomUUID() };
      const quietMs = faults.strike('reorderWebhooks');
      track(quietMs === undefined ? send(parcel) : sendNewestFirst(parcel, quietMs));
    },
    delivered: async () => {
      while (onTheWay.size > 0) await Promise.all(onTheWay);
    },
    records: () => records,
    listeners: () => subscribers.map(({ event, url, automationId }) => ({ event, url, automationId })),
  };
};
