import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { apiFaults, type ApiFaults } from './fake-api-faults.js';
import type { ApiAnswer } from './fake-api-http.js';
import { fakeAsaasApi } from './fake-asaas-api.js';
import { fakeStripeApi } from './fake-stripe-api.js';
import type { FakeCustomer, FakeSession } from './fake-stripe-bodies.js';

export interface FakeGatewayApiOptions {
  /** A free one when left out. */
  readonly port?: number;
  /** The key that both gateways take. */
  readonly key: string;
}

/** The APIs of Stripe and Asaas, as far as Catraca asks them, for tests and rehearsals. */
export interface FakeGatewayApi {
  readonly url: string;
  readonly port: number;
  /** What there is to ask about; one of the same id takes the place of the one before. */
  readonly stripe: { session(one: FakeSession): void; customer(one: FakeCustomer): void };
  readonly asaas: { customer(one: FakeCustomer): void };
  /** Every request, in order: method, path and query. */
  readonly asked: readonly string[];
  readonly faults: Pick<ApiFaults, 'on' | 'off'>;
  /** Ends the server and its connections. */
  close(): Promise<void>;
}

const NOWHERE: ApiAnswer = { status: 404 };

/** Starts both on one port of the loopback address: their paths have nothing in common. */
export const startFakeGatewayApi = async ({ port: wanted = 0, key }: FakeGatewayApiOptions): Promise<FakeGatewayApi> => {
  const faults = apiFaults();
  const [stripe, asaas] = [fakeStripeApi(key, faults.strike), fakeAsaasApi(key, faults.strike)];
  const asked: string[] = [];

  const answerTo = ({ url = '/', headers }: IncomingMessage): ApiAnswer => {
    const { pathname, searchParams: query } = new URL(url, 'http://fake');
    const [version, ...path] = pathname.split('/').slice(1);
    const api = version === 'v1' ? stripe : version === 'v3' ? asaas : undefined;
    return api?.answer({ path, query, headers }) ?? NOWHERE;
  };
  const send = (response: ServerResponse, { status, json, headers }: ApiAnswer): void => {
    const text = json === undefined ? '' : JSON.stringify(json);
    response.writeHead(status, { ...(json && { 'content-type': 'application/json' }), ...headers });
    response.end(faults.strike('brokenJson') === undefined ? text : text.slice(0, text.length / 2));
  };

  const server = createServer((request, response) => {
    asked.push(`${request.method ?? 'GET'} ${request.url ?? '/'}`);
    const answer = answerTo(request);
    setTimeout(() => send(response, answer), faults.strike('slow') ?? 0).unref();
  });
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(wanted, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;

  return {
    ...{ url: `http://127.0.0.1:${port}`, port, stripe, asaas, asked, faults },
    close: async () => {
      const closed = new Promise<void>((done) => void server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
};
