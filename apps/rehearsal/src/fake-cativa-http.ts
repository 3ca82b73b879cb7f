import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as the routes see it: segments decoded, body a JSON object ({} when there is none). */
export interface Asked {
  readonly method: string;
  readonly path: readonly string[];
  readonly authorization: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** `silence` never answers; `cutAfterMs` ends the connection instead of leaving it open. */
export type Reply =
  | { readonly kind: 'json'; readonly status: number; readonly json?: unknown; readonly headers?: Readonly<Record<string, string>> }
  | { readonly kind: 'html'; readonly html: string }
  | { readonly kind: 'silence'; readonly cutAfterMs?: number };

const LARGEST_BODY = 64 * 1024;
let traces = 0;

/** RFC 7807 as Cativa writes it (Cativa docs, errors and rate limits). */
export const problem = (status: number, type: string, title: string, headers?: Readonly<Record<string, string>>): Reply => {
  traces += 1;
  const traceId = `0HREHEARSAL0:${String(traces).padStart(8, '0')}`;
  const json = { type, status, title, detail: `The rehearsal answers ${type}.`, traceId };
  return { kind: 'json', status, json, headers: { 'content-type': 'application/problem+json', ...headers } };
};

/** A server on the loopback address only; resolves when it listens. */
export const serve = async (port: number, answer: (asked: Asked) => Promise<Reply>): Promise<{ server: Server; port: number }> => {
  const server = createServer((request, response) => void handle(request, response, answer));
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(port, '127.0.0.1', listening));
  return { server, port: (server.address() as AddressInfo).port };
};

const handle = async (request: IncomingMessage, response: ServerResponse, answer: (asked: Asked) => Promise<Reply>): Promise<void> => {
  try {
    const asked = await askedIn(request);
    send(response, asked ? await answer(asked) : problem(400, 'Validation.Request.Invalid', 'Validation Error'));
  } catch {
    if (!response.destroyed && !response.headersSent) send(response, problem(500, 'Rehearsal.Failed', 'Internal Server Error'));
  }
};

const send = (response: ServerResponse, reply: Reply): void => {
  if (reply.kind === 'silence') {
    if (reply.cutAfterMs !== undefined) setTimeout(() => response.destroy(), reply.cutAfterMs).unref();
    return;
  }
  if (reply.kind === 'html') return void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(reply.html);
  const content = reply.json === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(reply.status, { ...content, ...reply.headers }).end(reply.json === undefined ? undefined : JSON.stringify(reply.json));
};

/** Undefined when the address or the body cannot be read. The path is not normalized: ids may look like anything. */
const askedIn = async (request: IncomingMessage): Promise<Asked | undefined> => {
  const body = objectIn(await textOf(request));
  const [raw = '/'] = (request.url ?? '/').split('?');
  if (!body) return undefined;
  try {
    const path = raw.split('/').slice(1).map(decodeURIComponent);
    return { method: request.method ?? 'GET', path, authorization: request.headers.authorization ?? '', body };
  } catch {
    return undefined;
  }
};

const textOf = async (request: IncomingMessage): Promise<string> => {
  const arriving: AsyncIterable<Buffer> = request;
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of arriving) {
    size += chunk.length;
    if (size <= LARGEST_BODY) chunks.push(chunk);
  }
  return size > LARGEST_BODY ? 'too large' : Buffer.concat(chunks).toString('utf8');
};

const objectIn = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = text === '' ? {} : JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
};
