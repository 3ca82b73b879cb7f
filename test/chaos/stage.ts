import { postgresEventStore } from '#event-store';
import { checkpoints } from '#projections';
import { sources } from '#sources';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { startFakeCativa, type FakeCativa } from '../../apps/rehearsal/src/fake-cativa.js';
import { startFakeMailServer, type FakeMailServer } from '../../apps/rehearsal/src/fake-mail-server.js';
import { openInstallation, unusedPort, type Launch } from '../support/role-processes.js';
import { BADGE, configText, PRODUCT, SECRETS } from './config.js';
import type { Endings } from './endings.js';
import { watchHealth, type HealthWatch } from './health.js';
import { startLoad, type Load } from './load.js';
import type { OwnPostgres } from './own-postgres.js';
import type { OwnRedis } from './own-redis.js';
import { openPostOffice, type PostOffice } from './post-office.js';
import { openQueues, type Queues } from './queues.js';
import { startRoles, type Roles } from './roles.js';

/** Where an installation is built. `postgres` and `redis` are there when they are its own, to be mistreated. */
export interface Site {
  readonly databaseUrl: string;
  readonly redisUrl?: string;
  readonly postgres?: OwnPostgres;
  readonly redis?: OwnRedis;
}

/** How much goes on, and how long a fault of the patient kind is held. */
export interface Measure {
  readonly rate: number;
  readonly holdMs: number;
  /** Told as shortly as it still tells, for the suite. */
  readonly brief?: true;
  /** Where what the processes say is written, for whoever looks into a case. */
  readonly logs?: string;
}

/** What a case sets otherwise for the roles. */
export interface Setting {
  readonly launch?: Launch;
  /** How long the installation waits for an answer of Cativa; five seconds when left out, which only a case about Cativa uses up. */
  readonly cativaTimeoutMs?: number;
}

/** Real processes on real servers, before fakes that go on, under load. */
export interface Stage {
  readonly site: Site;
  readonly measure: Measure;
  readonly pool: pg.Pool;
  readonly cativa: FakeCativa;
  readonly mail: FakeMailServer;
  readonly office: PostOffice;
  readonly load: Load;
  readonly roles: Roles;
  readonly queues: Queues;
  readonly health: HealthWatch;
}

const EVENTS = ['user_created', 'user_received_badge'];

const map = async (pool: pg.Pool): Promise<void> => {
  const occurredAt = new Date().toISOString();
  await postgresEventStore(pool).append(
    ['hotmart', 'kiwify'].map((gateway) => ({
      key: `chaos/catalog/${gateway}`,
      event: {
        type: 'ProductMapped',
        data: { occurredAt, mapping: { product: `${gateway}/${PRODUCT}`, name: gateway, badges: [{ name: BADGE, id: BADGE }], policies: {} } },
      },
      metadata: { source: 'catraca', schema: 1 },
    })),
  );
};

const openPool = (url: string, ends: Endings): pg.Pool => {
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 5000, application_name: 'chaos' });
  pool.on('error', () => undefined);
  ends.add(async () => pool.end());
  return pool;
};

const openOutside = async (ends: Endings) => {
  const mail = await startFakeMailServer();
  ends.add(async () => mail.close());
  const cativa = await startFakeCativa({ key: SECRETS.CATIVA_KEY, listeners: [] });
  ends.add(async () => cativa.close());
  return { mail, cativa };
};

const keepWords = async (roles: Roles, folder: string | undefined): Promise<void> => {
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await Promise.all(roles.words().map(async ({ role, text }, number) => writeFile(join(folder, `${number}-${role}.log`), text)));
};

/** Opens everything and lets customers come; what was opened is put away by `ends`. */
export const openStage = async (site: Site, measure: Measure, ends: Endings, one: Setting = {}): Promise<Stage> => {
  const { mail, cativa } = await openOutside(ends);
  const port = await unusedPort();
  const office = await openPostOffice(`http://127.0.0.1:${port}`, (channel, body) => {
    return channel === 'cativa' ? { channel, source: sources.cativa, secret: SECRETS.CATIVA_SECRET, body } : undefined;
  });
  ends.add(async () => office.close());
  EVENTS.forEach((event) => cativa.subscribe({ event, url: `${office.url}/webhooks/cativa`, secret: SECRETS.CATIVA_SECRET }));
  const pool = openPool(site.databaseUrl, ends);
  await map(pool);
  const env = { ...SECRETS, SMTP_URL: mail.url, NODE_COMPILE_CACHE: join(process.cwd(), '.catraca', 'compile-cache') };
  const installation = await openInstallation({ ...site, config: configText(cativa.url, one.cativaTimeoutMs), env, port });
  ends.add(async () => installation.close());
  const queues = openQueues(site);
  ends.add(async () => queues.close());
  const roles = await startRoles(installation, one.launch);
  ends.add(async () => keepWords(roles, measure.logs));
  ends.add(async () => void (await roles.stop()));
  const health = watchHealth(installation.url);
  ends.add(async () => health.stop());
  const load = startLoad(measure.rate, { cativa, send: office.send });
  ends.add(async () => Promise.resolve(load.drop()));
  return { site, measure, pool, cativa, mail, office, load, roles, queues, health };
};

/** Whether the log is folded to its end. */
export const isFolded = async ({ pool }: Pick<Stage, 'pool'>): Promise<boolean> => {
  const head = await postgresEventStore(pool).head();
  return (await checkpoints(pool)).every(({ position }) => BigInt(position) === head);
};

/** Whether nothing is under way any more: nothing will happen now until a clock strikes. */
export const isQuiet = async (stage: Stage): Promise<boolean> =>
  stage.office.pending() === 0 && stage.load.unserved().length === 0 && (await isFolded(stage)) && (await stage.queues.open()) === 0;
