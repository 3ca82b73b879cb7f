import type { Source } from '#sources';
import { Agent, createServer, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** One webhook on its way; signed anew for each try, as senders do that sign a time. */
export interface Letter {
  readonly channel: string;
  readonly source: Source;
  readonly secret: string;
  readonly body: Buffer;
  /** The same was handed in before: the ingress may well call it a duplicate. */
  readonly repeat?: boolean;
}

/** What the ingress said when it answered 200. */
export interface Acknowledged {
  readonly delivery: string;
  readonly outcome: string;
  readonly repeat: boolean;
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
  /** When the first 200 came after this moment (of `performance.now()`). */
  firstGoodAfter(moment: number): number | undefined;
  close(): Promise<void>;
}

const SOCKETS = 48;
const TRY_MS = 20_000;
const FIRST_WAIT_MS = 150;
const LONGEST_WAIT_MS = 2000;
const NO_ANSWER = 0;

const bytesOf = async (message: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const isAcknowledged = (said: unknown): said is Omit<Acknowledged, 'repeat'> =>
  typeof said === 'object' && said !== null && 'delivery' in said && typeof said.delivery === 'string' && 'outcome' in said;

/** `letterOf` makes a letter of what a sender of its own hands in for a channel. */
export const openPostOffice = async (ingress: string, letterOf: (channel: string, body: Buffer) => Letter | undefined): Promise<PostOffice> => {
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
  const ending = new AbortController();
  const acknowledged: Acknowledged[] = [];
  const statuses = new Map<number, number>();
  const good: number[] = [];
  let pending = 0;

  const post = async ({ channel, source, secret, body }: Letter): Promise<{ status: number; text: string }> => {
    const signed = source.sign(body, secret, new Date());
    const address = new URL(`${ingress}/webhooks/${channel}`);
    Object.entries(signed.query).forEach(([name, value]) => address.searchParams.set(name, value));
    const headers = { 'content-type': 'application/json', ...signed.headers, 'content-length': String(signed.body.length) };
    const signal = AbortSignal.any([ending.signal, AbortSignal.timeout(TRY_MS)]);
    return new Promise((resolve) => {
      const call = request(address, { agent, method: 'POST', headers, signal }, (answer) => {
        bytesOf(answer).then(
          (bytes) => resolve({ status: answer.statusCode ?? NO_ANSWER, text: bytes.toString('utf8') }),
          () => resolve({ status: NO_ANSWER, text: '' }),
        );
      });
      call.on('error', () => resolve({ status: NO_ANSWER, text: '' }));
      call.end(signed.body);
    });
  };

  const deliver = async (letter: Letter): Promise<void> => {
    for (let wait = FIRST_WAIT_MS; !ending.signal.aborted; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
      const { status, text } = await post(letter);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 200) {
        const said: unknown = JSON.parse(text);
        if (isAcknowledged(said)) acknowledged.push({ ...said, repeat: letter.repeat ?? false });
        good.push(performance.now());
        return;
      }
      await pause(wait * (0.75 + Math.random() / 2), undefined, { signal: ending.signal });
    }
  };
  const send = (letter: Letter): void => {
    pending += 1;
    void deliver(letter)
      .catch(() => undefined) // the office has closed
      .finally(() => (pending -= 1));
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
    firstGoodAfter: (moment) => good.find((at) => at >= moment),
    close: async () => {
      ending.abort();
      agent.destroy();
      const closed = new Promise<void>((done) => void server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
};
