import type { Source } from '#sources';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { openPostRoad } from './post-road.js';

/** One webhook on its way; signed anew for each try, as senders do that sign a time. */
export interface Letter {
  readonly channel: string;
  readonly source: Source;
  readonly secret: string;
  readonly body: Buffer;
}

/** What the ingress said when it answered 200. */
export interface Acknowledged {
  readonly delivery: string;
  readonly outcome: string;
}

/** Sends webhooks on until they are answered 200, as gateways do, only that its waits are of seconds and not of minutes. */
export interface PostOffice {
  /** Where a sender of its own can hand in what goes to `channel`; it is answered at once. */
  readonly url: string;
  send(letter: Letter): void;
  readonly acknowledged: readonly Acknowledged[];
  /** How often each status came back; 0 stands for no answer at all. */
  readonly statuses: ReadonlyMap<number, number>;
  pending(): number;
  /** How many tries wait for an answer just now. */
  onTheRoad(): number;
  /** How many tries it has given up itself, after twenty seconds without an answer. */
  givenUp(): number;
  /** When the first 200 came after this moment (of `performance.now()`). */
  firstGoodAfter(moment: number): number | undefined;
  close(): Promise<void>;
}

const FIRST_WAIT_MS = 150;
const LONGEST_WAIT_MS = 2000;

const bytesOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const isAcknowledged = (said: unknown): said is Acknowledged =>
  typeof said === 'object' && said !== null && 'delivery' in said && typeof said.delivery === 'string' && 'outcome' in said;

/** `letterOf` makes a letter of what a sender of its own hands in for a channel. */
export const openPostOffice = async (ingress: string, letterOf: (channel: string, body: Buffer) => Letter | undefined): Promise<PostOffice> => {
  const road = openPostRoad(ingress);
  const acknowledged: Acknowledged[] = [];
  const statuses = new Map<number, number>();
  const good: number[] = [];
  let [pending, open] = [0, true];

  const post = async ({ channel, source, secret, body }: Letter): Promise<{ status: number; text: string }> => {
    const signed = source.sign(body, secret, new Date());
    const query = new URLSearchParams(signed.query).toString();
    const answer = await road.post(`/webhooks/${channel}${query && `?${query}`}`, signed.headers, signed.body);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    return answer;
  };
  const deliver = async (letter: Letter): Promise<void> => {
    for (let wait = FIRST_WAIT_MS; open; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      const { status, text } = await post(letter);
      if (status === 200) {
        const said: unknown = JSON.parse(text);
        if (isAcknowledged(said)) acknowledged.push(said);
        good.push(performance.now());
        return;
      }
      await road.reopened();
      await pause(wait * (0.75 + Math.random() / 2));
    }
  };
  const send = (letter: Letter): void => {
    pending += 1;
    void deliver(letter).finally(() => (pending -= 1));
  };

  const server = createServer((asked, answer) => {
    void bytesOf(asked).then((body) => {
      const letter = letterOf((asked.url ?? '').split('/').at(-1) ?? '', body);
      if (letter) send(letter);
      answer.writeHead(letter ? 200 : 404).end();
    });
  });
  await new Promise<void>((ready, failed) => server.once('error', failed).listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    send,
    acknowledged,
    statuses,
    pending: () => pending,
    onTheRoad: road.onTheRoad,
    givenUp: road.givenUp,
    firstGoodAfter: (moment) => good.find((at) => at >= moment),
    close: async () => {
      open = false;
      road.close();
      const closed = new Promise<void>((done) => void server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
};
