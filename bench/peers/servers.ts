import { startChild, type Child } from '../stage/child.js';
import { countKept, makeTable, type Kept } from './webhooks-table.js';

/** A server that takes webhooks at `/webhooks/hotmart`, in a process of its own. */
export interface PeerServer {
  readonly port: number;
  readonly pid: number;
  close(): Promise<void>;
}

export interface NaiveServer extends PeerServer {
  /** What its table holds: to be compared with the 200s that were heard. */
  kept(): Promise<Kept>;
}

export interface VerifyOnlyServer extends PeerServer {
  /** How many it found genuine and answered 200. */
  verified(): Promise<number>;
}

/** Whoever lets a stranger in would be fast for the wrong reason. */
const refuseStrangers = async (port: number): Promise<void> => {
  const headers = { 'content-type': 'application/json', 'x-hotmart-hottok': 'of somebody else' };
  const { status } = await fetch(`http://127.0.0.1:${port}/webhooks/hotmart`, { method: 'POST', headers, body: '{"id":"forged"}' });
  if (status !== 401) throw new Error(`A forged webhook was answered ${status}, not 401.`);
};

const serverOf = async (child: Child, question: object): Promise<PeerServer> => {
  try {
    const port = Number(await child.ask(question));
    await refuseStrangers(port);
    return { port, pid: child.pid, close: () => child.close() };
  } catch (error) {
    await child.close();
    throw error;
  }
};

/** Express, one route, one INSERT of the body a request through a pool of 16. Makes its table anew in this database. */
export const startNaive = async (options: { readonly databaseUrl: string; readonly secret: string }): Promise<NaiveServer> => {
  await makeTable(options.databaseUrl);
  const server = await serverOf(startChild('naive-server', import.meta.url), options);
  return { ...server, kept: async () => countKept(options.databaseUrl) };
};

/** Fastify, which keeps the bytes and verifies as the ingress does, and stores nothing. */
export const startVerifyOnly = async (options: { readonly secret: string }): Promise<VerifyOnlyServer> => {
  const child = startChild('verify-only-server', import.meta.url);
  const server = await serverOf(child, options);
  return { ...server, verified: async () => Number(await child.ask({ count: true })) };
};
