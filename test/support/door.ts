import { expect } from '@jest/globals';
import { request, type IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { exampleValues, sources, type ExampleValues } from '#sources';
import type { House } from './house.js';
import { SECRETS } from './house.js';

/** What came back, to the byte. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Knock {
  readonly method?: string;
  readonly body?: string | Buffer;
  /** Replaces the token; undefined leaves the header out. */
  readonly token?: string | undefined;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One request on a connection of its own, its path as written: nothing is tidied up on the way. */
export const knock = async (base: string, path: string, { method = 'POST', body, headers = {}, ...rest }: Knock = {}): Promise<Answer> =>
  new Promise((answered, failed) => {
    const token = 'token' in rest ? rest.token : SECRETS.HOTMART_HOTTOK;
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const length = body === undefined || 'transfer-encoding' in headers ? {} : { 'content-length': String(Buffer.byteLength(body)) };
    const sent = { ...type, ...length, ...(token !== undefined && { 'x-hotmart-hottok': token }), ...headers };
    const { hostname, port } = new URL(base);
    const asked = request({ hostname, port, path, method, headers: sent, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () =>
        answered({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }),
      );
      response.on('error', failed);
    });
    // A server that refuses early may close while the rest is still on its way; the answer has come by then.
    asked.on('error', (error) => setImmediate(() => failed(error)));
    asked.end(body);
  });

/** A bare connection on which something was said. */
export interface Call {
  hangUp(): Promise<void>;
  /** All that came back, once the other side has closed. */
  readonly heard: Promise<string>;
}

export const callOn = async (base: string, text: string): Promise<Call> => {
  const { hostname, port } = new URL(base);
  const socket = connect({ host: hostname, port: Number(port) });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => undefined);
  const closed = new Promise<void>((done) => void socket.once('close', () => done()));
  await new Promise<void>((sent) => void socket.write(text, () => sent()));
  const hangUp = async (): Promise<void> => {
    socket.destroy();
    await closed;
  };
  return { hangUp, heard: closed.then(() => Buffer.concat(chunks).toString('utf8')) };
};

export interface KeptRow {
  readonly id: string;
  readonly body: Buffer;
  readonly digest: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly outcome: string;
  readonly notes: readonly string[];
}

/** The door of a house as a test sees it: what goes in over HTTP, and what is kept. */
export const doorOf = (house: House) => {
  const { pool } = house.runtime;
  return {
    post: async (body: string | Buffer, more: Knock = {}): Promise<Answer> => knock(house.url, '/webhooks/hotmart', { body, ...more }),
    kept: async (answer: Answer): Promise<KeptRow> => {
      const { delivery } = JSON.parse(answer.text) as { delivery: string };
      const { rows } = await pool.query<KeptRow>('select id, body, digest, headers, outcome, notes from deliveries where id = $1', [delivery]);
      if (!rows[0]) throw new Error(`delivery ${delivery} was not kept`);
      return rows[0];
    },
    /** How much there is in the log: deliveries, facts. */
    size: async (): Promise<readonly [number, number]> => {
      const { rows } = await pool.query<{ d: number; e: number }>(
        'select (select count(*)::int from deliveries) as d, (select count(*)::int from events) as e',
      );
      return [rows[0]?.d ?? 0, rows[0]?.e ?? 0];
    },
  };
};

/** The body of one of Hotmart's examples, as text. */
export const bodyOf = (example: string, values: Partial<ExampleValues> = {}): string => {
  const found = sources.hotmart.examples[example];
  if (!found) throw new Error(`Hotmart has no example ${example}`);
  return JSON.stringify(found.body(exampleValues(values, new Date())));
};

export const outcomeOf = ({ text }: Answer): unknown => (JSON.parse(text) as { outcome?: unknown }).outcome;

/** An RFC 9457 document of this status, which tells nothing of us or of anybody. */
export const expectProblem = ({ status, headers, text }: Answer, wanted: number): void => {
  expect({ status, text }).toMatchObject({ status: wanted });
  expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(JSON.parse(text)).toMatchObject({ type: 'about:blank', status: wanted, title: expect.any(String) });
  expectDiscreet(text);
};

/** No stack, no secret, no address, no word about what we are built of. */
export const expectDiscreet = (text: string): void => {
  expect(text).not.toMatch(/\bat .*:\d+:\d+|node_modules|@example\.com|postgres|fastify|FST_|ECONN/i);
  Object.values(SECRETS).forEach((secret) => expect(text).not.toContain(secret));
};
