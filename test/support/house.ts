import { CATALOG_STREAM, type Mapping } from '#domain';
import { postgresEventStore, type EventStore } from '#event-store';
import { checkpoints, projections, readModel, verify } from '#projections';
import { openRuntime, parseSettings, readEnvironment, type Runtime, type Servers, type Settings } from '#runtime';
import { exampleValues, sources } from '#sources';
import { getQueueToken } from '@nestjs/bullmq';
import type { Queue } from 'bullmq';
import { startIngress } from '../../apps/ingress/src/start.js';
import { startFakeCativa, type FakeCativa } from '../../apps/rehearsal/src/fake-cativa.js';
import { fakeGateway, type FakeGateway } from '../../apps/rehearsal/src/fake-gateway.js';
import { startWorker } from '../../apps/worker/src/start.js';
import { freshDatabase } from './database.js';
import { testQueue } from './queue.js';
import { until } from './until.js';

export const SECRETS = { HOTMART_HOTTOK: 'hottok-of-the-tests', CATIVA_SECRET: `whsec_${'ab12'.repeat(16)}`, CATIVA_KEY: 'cativa_live_of_the_tests' };

/** The configuration of a house, as a file would hold it. */
export const configText = (cativaUrl: string, badges: string): string => `
cativa:
  badges: ${badges}
  signupUrl: "${cativaUrl}/signup?email={email}"
  api: { baseUrl: "${cativaUrl}", key: "\${CATIVA_KEY}", assign: "POST /social/v1/badges/{badgeId}/users/{userId}", remove: "DELETE /social/v1/badges/{badgeId}/users/{userId}", timeoutMs: 1000 }
channels:
  hotmart: { source: hotmart, secrets: ["\${HOTMART_HOTTOK}"] }
  cativa: { source: cativa, secrets: ["\${CATIVA_SECRET}"] }
`;

const settingsOf = (cativaUrl: string, { badges = 'api', channels = '', secrets = {} }: HouseOptions): Settings => {
  const { settings, problems } = parseSettings(configText(cativaUrl, badges) + channels, { ...SECRETS, ...secrets });
  if (!settings || problems.length > 0) throw new Error(problems.join('\n'));
  const { environment } = readEnvironment({ LOG_LEVEL: 'error' });
  return { ...settings, environment, dataFolder: '.catraca', configFile: 'test' };
};

const EVENTS = ['user_created', 'user_received_badge', 'user_joined_group', 'paywall_payment_completed', 'post_created'];

const QUEUES = ['project', 'reconcile', 'sweep', 'complete', 'invite'] as const;

/** A whole installation: the real roles on a database of its own, before a fake Cativa and a fake Hotmart. */
export interface House {
  readonly url: string;
  readonly admin: string | undefined;
  readonly servers: Servers;
  readonly runtime: Runtime;
  readonly store: EventStore;
  readonly cativa: FakeCativa;
  readonly hotmart: FakeGateway;
  /** Maps products (bare ids) to badges. */
  map(badges: Readonly<Record<string, readonly string[]>>, extra?: Partial<Mapping>): Promise<void>;
  /** Waits until Cativa shows it so. */
  holds(member: string, badge: string, so?: boolean): Promise<void>;
  /** Waits until the log is folded and every queue is idle: then nothing more will happen by itself. */
  settled(): Promise<void>;
  queue(name: (typeof QUEUES)[number]): Promise<Queue>;
  /** Looks for drift now, as the clock would. */
  sweep(): Promise<void>;
  stopWorker(): Promise<void>;
  startWorker(): Promise<void>;
  /** Rows that are not what the log says. */
  differences(): Promise<readonly { projection: string; key: string }[]>;
  close(): Promise<void>;
}

export interface HouseOptions {
  readonly badges?: 'api' | 'worklist' | 'none';
  readonly passwordHash?: string;
  readonly driftMs?: number;
  /** How long the clock's own look goes on at a stretch. */
  readonly stretchMs?: number;
  /** More channels, as lines of the configuration, and the secrets that they name. */
  readonly channels?: string;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Where the ingress answers; a free one when left out. */
  readonly port?: number;
  /** Leave the worker to the test. */
  readonly idle?: boolean;
  /** A Redis of one's own, instead of the run's. */
  readonly redisUrl?: string;
}

let houses = 0;

const serversOf = (databaseUrl: string, redisUrl?: string): Servers => {
  if (redisUrl) return { databaseUrl, redisUrl };
  const queue = testQueue();
  houses += 1;
  return queue.kind === 'redis' ? { databaseUrl, redisUrl: queue.url, queuePrefix: `{t${process.pid}-${houses}-${Date.now()}}` } : { databaseUrl };
};

const mappings = (badges: Readonly<Record<string, readonly string[]>>, extra: Partial<Mapping>): readonly Mapping[] =>
  Object.entries(badges).map(([product, ids]) => ({
    product: `hotmart/${product}`,
    name: product,
    badges: ids.map((id) => ({ name: id, id })),
    policies: {},
    ...extra,
  }));

/** Opens a house on a fresh database. */
export const openHouse = async (options: HouseOptions = {}): Promise<House> => {
  const database = await freshDatabase();
  const servers = serversOf(database.url, options.redisUrl);
  const cativa = await startFakeCativa({ key: SECRETS.CATIVA_KEY, listeners: [] });
  const runtime = await openRuntime(settingsOf(cativa.url, options), servers);
  const ingress = await startIngress(runtime, { host: '127.0.0.1', port: options.port ?? 0 });
  EVENTS.forEach((event) => cativa.subscribe({ event, url: `${ingress.url}/webhooks/cativa`, secret: SECRETS.CATIVA_SECRET }));
  const store = postgresEventStore(runtime.pool);
  const { driftMs = 3_600_000, stretchMs } = options;
  const ticks = { catchUpMs: 500, driftMs, auditMs: 3_600_000, ...(stretchMs !== undefined && { stretchMs }) };
  const worker = async () =>
    startWorker(runtime, { host: '127.0.0.1', port: 0, ticks, ...(options.passwordHash && { passwordHash: options.passwordHash }) });
  let running = options.idle ? undefined : await worker();

  const queueOf = (name: (typeof QUEUES)[number]): Queue => {
    if (!running) throw new Error('the worker is not running');
    return running.app.get<Queue>(getQueueToken(name));
  };

  const isIdle = async (): Promise<boolean> => {
    const head = await store.head();
    const behind = (await checkpoints(runtime.pool)).some(({ position }) => BigInt(position) < head);
    if (behind || !running) return !behind;
    for (const name of QUEUES) {
      if ((await queueOf(name).getJobCountByTypes('active', 'waiting', 'prioritized')) > 0) return false;
    }
    return true;
  };

  const house: House = {
    url: ingress.url,
    get admin() {
      return running?.admin;
    },
    servers,
    runtime,
    store,
    cativa,
    hotmart: fakeGateway({ url: ingress.url, source: sources.hotmart, channel: 'hotmart', secret: SECRETS.HOTMART_HOTTOK }),
    async map(badges, extra = {}) {
      const version = (await store.readStream(CATALOG_STREAM)).length;
      const occurredAt = new Date().toISOString();
      await store.append(
        mappings(badges, extra).map((mapping, index) => ({
          key: `test/catalog/${version + index}`,
          event: { type: 'ProductMapped', data: { occurredAt, mapping } },
          metadata: { source: 'catraca', schema: 1 },
        })),
      );
    },
    holds: async (member, badge, so = true) =>
      void (await until(() => cativa.holds(member, badge) === so, {
        deadlineMs: 15_000,
        what: `Cativa to show ${badge} ${so ? 'on' : 'off'} ${member}`,
      })),
    async settled() {
      await cativa.delivered();
      await until(isIdle, { deadlineMs: 45_000, what: 'the house to settle' });
      await cativa.delivered();
      await until(isIdle, { deadlineMs: 45_000, what: 'the house to settle' });
    },
    queue: async (name) => Promise.resolve(queueOf(name)),
    async sweep() {
      await queueOf('sweep').add('drift', {});
      await house.settled();
    },
    async stopWorker() {
      await running?.app.close();
      running = undefined;
    },
    async startWorker() {
      running ??= await worker();
    },
    differences: async () => (await verify(runtime.pool, projections, () => undefined)).differences,
    async close() {
      await running?.app.close();
      await ingress.app.close();
      await cativa.close();
      await runtime.close();
      await database.drop();
    },
  };
  await house.map({ [exampleValues({}, new Date()).product]: ['premium'] });
  return house;
};

/** Everything desired is observed, and the tables are what the log says. */
export const holdsTogether = async (house: House): Promise<{ differences: number; drifting: readonly string[] }> => {
  const model = readModel(house.runtime.pool);
  const members = await model.membersAfter('', 10_000);
  const states = await model.membersState(members, await model.catalog(), { now: new Date().toISOString() });
  const drifting = states
    .filter(({ member, states: badges }) => badges.some(({ badge, desired }) => desired !== house.cativa.holds(member, badge)))
    .map(({ member }) => member);
  return { differences: (await house.differences()).length, drifting };
};
