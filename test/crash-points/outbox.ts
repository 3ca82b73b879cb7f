import { createServer, type IncomingHttpHeaders, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What the ingress said to a webhook that it answered with 200. */
export interface Acknowledged {
  readonly delivery: string;
  readonly outcome: string;
}

/** Between the senders and the ingress: takes a webhook, and sends it on until it is answered with 200, as gateways do. */
export interface Outbox {
  readonly url: string;
  /** What the ingress has answered with 200, in the order of the answers. */
  readonly acknowledged: readonly Acknowledged[];
  /** How many tries got no 200. */
  readonly resends: () => number;
  /** Webhooks that have not been answered with 200 yet. */
  readonly pending: () => number;
  close(): Promise<void>;
}

const WAIT_MS = 40;
const NOT_PASSED_ON = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive']);

const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
};

const headersOf = (headers: IncomingHttpHeaders): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (NOT_PASSED_ON.has(name) ? [] : [[name, String(value)]])));

const isAcknowledged = (said: unknown): said is Acknowledged =>
  typeof said === 'object' && said !== null && 'delivery' in said && typeof said.delivery === 'string' && 'outcome' in said;

/** One try; nothing when it got no 200. */
const post = async (url: string, headers: Record<string, string>, body: Buffer, ended: AbortSignal): Promise<string | undefined> => {
  try {
    const answer = await fetch(url, { method: 'POST', headers, body: new Uint8Array(body), signal: ended });
    const text = await answer.text();
    return answer.status === 200 ? text : undefined;
  } catch {
    return undefined;
  }
};

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((ready, failed) => server.once('error', failed).listen(0, '127.0.0.1', ready));
  return (server.address() as AddressInfo).port;
};

/** Opens an outbox before an ingress that may come and go. Its own answer comes with the ingress's 200. */
export const openOutbox = async (ingress: string): Promise<Outbox> => {
  const acknowledged: Acknowledged[] = [];
  const ending = new AbortController();
  let [pending, resends] = [0, 0];

  const deliver = async (request: IncomingMessage): Promise<string> => {
    const [headers, body] = [headersOf(request.headers), await bodyOf(request)];
    for (;;) {
      const said = await post(`${ingress}${request.url ?? '/'}`, headers, body, ending.signal);
      if (said !== undefined) return said;
      resends += 1;
      await pause(WAIT_MS, undefined, { signal: ending.signal });
    }
  };
  const server = createServer((request, response) => {
    pending += 1;
    deliver(request)
      .then((text) => {
        const said: unknown = JSON.parse(text);
        if (isAcknowledged(said)) acknowledged.push(said);
        response.writeHead(200, { 'content-type': 'application/json' }).end(text);
      })
      .catch(() => response.destroy())
      .finally(() => (pending -= 1));
  });
  const port = await listening(server);
  return {
    url: `http://127.0.0.1:${port}`,
    acknowledged,
    resends: () => resends,
    pending: () => pending,
    close: async () => {
      ending.abort();
      const closed = new Promise<void>((done) => void server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
};
