import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
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
  const hear = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    heard.push({ event: request.url?.slice(1) ?? '', headers: request.headers, body, json: JSON.parse(body) });
    const [status = 204, ...rest] = waiting;
    waiting = rest;
    response.writeHead(status).end();
  };
  server.says((request, response) => void hear(request, response));
  return { url: server.url, heard, answers: (...statuses) => void (waiting = statuses), close: server.close };
};
