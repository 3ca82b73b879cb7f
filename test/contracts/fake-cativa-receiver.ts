import type { IncomingHttpHeaders } from 'node:http';
import { scripted } from './badge-api-harness.js';

/** A webhook as it arrived; `event` is the last part of the address it came to. */
export interface Heard {
  readonly event: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly json: unknown;
}

/** A receiver that keeps what it hears; it answers 204 once the statuses it was given are used up. */
export interface Receiver {
  readonly url: string;
  readonly heard: readonly Heard[];
  answers(...statuses: readonly number[]): void;
  close(): Promise<void>;
}

export const startReceiver = async (): Promise<Receiver> => {
  const server = await scripted();
  const heard: Heard[] = [];
  let waiting: readonly number[] = [];
  server.says(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = Buffer.concat(chunks).toString('utf8');
    heard.push({ event: request.url?.slice(1) ?? '', headers: request.headers, body, json: JSON.parse(body) });
    const [status = 204, ...rest] = waiting;
    waiting = rest;
    response.writeHead(status).end();
  });
  return { url: server.url, heard, answers: (...statuses) => void (waiting = statuses), close: server.close };
};
