import type { Mapping } from '#domain';
import { postgresEventStore } from '#event-store';
import { sources } from '#sources';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startFakeCativa, type FakeCativa } from '../../apps/rehearsal/src/fake-cativa.js';
import { startFakeGatewayApi, type FakeGatewayApi } from '../../apps/rehearsal/src/fake-gateway-api.js';
import { fakeGateway, type FakeGateway } from '../../apps/rehearsal/src/fake-gateway.js';
import { startFakeMailServer, type FakeMailServer } from '../../apps/rehearsal/src/fake-mail-server.js';
import { openInstallation, unusedPort, type CommandProcess, type Installation, type Launch, type Role } from '../support/role-processes.js';
import { keepUp, type KeptRole } from '../support/role-processes-kept.js';
import { configText, SECRETS } from './house-config.js';
import { openHouseQueue, type HouseQueue } from './house-queue.js';
import { openOutbox, type Outbox } from './outbox.js';
import { VARIABLES, type Orders } from './point.js';

/** Where a house is built: a database of its own, and a Redis database of its own where the queue is not in it. */
export interface Site {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
}

/** The real processes of an installation, started again whenever they fall, before fakes that never do. */
export interface House extends Outside, Site {
  readonly pool: pg.Pool;
  readonly installation: Installation;
  readonly queue: HouseQueue;
  readonly outbox: Outbox;
  readonly hotmart: FakeGateway;
  readonly stripe: FakeGateway;
  readonly roles: ReadonlyMap<Role, KeptRole>;
  /** Gives a role its orders; none: it passes every point in silence. */
  order(role: Role, orders?: Orders): Promise<void>;
  /** Begins a command, with orders of its own if some are given. */
  command(args: readonly string[], orders?: Orders): CommandProcess;
  /** What a process has written down since it was last asked. */
  passed(process: Role | 'command'): readonly string[];
  /** Adds lines to the catalog, as facts. */
  map(mappings: readonly Mapping[]): Promise<void>;
  close(): Promise<void>;
}

interface Outside {
  readonly cativa: FakeCativa;
  readonly mail: FakeMailServer;
  readonly gatewayApi: FakeGatewayApi;
}

const PRELOAD = join(process.cwd(), 'dist/test/crash-points/preload.js');
const EVENTS = ['user_created', 'user_received_badge'];

const launch = (file: string, orders?: Orders): Launch => ({
  execArgv: ['--import', PRELOAD, '--max-semi-space-size=32'], // a start is mostly loading: 10 % less of it is collecting garbage
  env: { [VARIABLES.file]: file, ...(orders && { [VARIABLES.orders]: JSON.stringify(orders) }) },
});

const openOutside = async (): Promise<Outside> => {
  const [mail, gatewayApi] = await Promise.all([startFakeMailServer(), startFakeGatewayApi({ key: SECRETS.API_KEY })]);
  return { mail, gatewayApi, cativa: await startFakeCativa({ key: SECRETS.CATIVA_KEY, listeners: [] }) };
};

const closeOutside = async ({ cativa, mail, gatewayApi }: Outside): Promise<void> => {
  await Promise.all([cativa.close(), mail.close(), gatewayApi.close()]);
};

const mapWith = async (pool: pg.Pool, mappings: readonly Mapping[]): Promise<void> => {
  const occurredAt = new Date().toISOString();
  await postgresEventStore(pool).append(
    mappings.map((mapping) => ({
      key: `test/catalog/${mapping.product}`,
      event: { type: 'ProductMapped', data: { occurredAt, mapping } },
      metadata: { source: 'catraca', schema: 1 },
    })),
  );
};

/** A role that falls while it is spoken to is spoken to once more. */
const order = async (role: KeptRole | undefined, orders: Orders | undefined, tries = 3): Promise<void> => {
  const running = await role?.current();
  try {
    await running?.ask({ orders: orders ?? null });
  } catch (error) {
    if (tries === 1) throw error;
    await order(role, orders, tries - 1);
  }
};

const takenFrom = (file: string): readonly string[] => {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  rmSync(file);
  return lines;
};

/** Opens a house whose roles are those named; without any it is an installation on which commands can run. */
export const openHouse = async (site: Site, running: readonly Role[]): Promise<House> => {
  const outside = await openOutside();
  const port = await unusedPort();
  const outbox = await openOutbox(`http://127.0.0.1:${port}`);
  EVENTS.forEach((event) => outside.cativa.subscribe({ event, url: `${outbox.url}/webhooks/cativa`, secret: SECRETS.CATIVA_SECRET }));
  const config = configText({ cativa: outside.cativa.url, gatewayApi: outside.gatewayApi.url });
  const env = { ...SECRETS, SMTP_URL: outside.mail.url, LOG_LEVEL: 'error', NODE_COMPILE_CACHE: join(process.cwd(), '.catraca', 'compile-cache') };
  const installation = await openInstallation({ ...site, config, env, port });
  const pool = new pg.Pool({ connectionString: site.databaseUrl, max: 3 });
  pool.on('error', () => undefined);
  const queue = openHouseQueue(site);
  const fileOf = (process: Role | 'command'): string => join(installation.folder, `${process}.points`);
  const started = await Promise.all(running.map(async (role) => [role, await keepUp(installation, role, () => launch(fileOf(role)))] as const));
  const roles = new Map<Role, KeptRole>(started);
  const gateway = (channel: 'hotmart' | 'stripe', secret: string): FakeGateway =>
    fakeGateway({ url: outbox.url, source: sources[channel], channel, secret });
  return {
    ...outside,
    ...site,
    ...{ pool, installation, queue, outbox, roles },
    hotmart: gateway('hotmart', SECRETS.HOTMART_HOTTOK),
    stripe: gateway('stripe', SECRETS.STRIPE_SECRET),
    order: async (role, orders) => order(roles.get(role), orders),
    command: (args, orders) => installation.command(args, launch(fileOf('command'), orders)),
    passed: (process) => takenFrom(fileOf(process)),
    map: async (mappings) => mapWith(pool, mappings),
    close: async () => {
      await Promise.all([...roles.values()].map(async (role) => role.stop()));
      await Promise.all([outbox.close(), queue.close(), pool.end(), closeOutside(outside)]);
      await installation.close();
    },
  };
};
