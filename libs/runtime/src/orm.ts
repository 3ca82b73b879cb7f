import { logSchema } from '#event-store';
import { outdatedFolds, projections, readModelSchema, refoldOutdated } from '#projections';
import type { MikroORM, Options } from '@mikro-orm/postgresql';
import pg from 'pg';
import { DatabaseAway } from './database-away.js';

/** Every migration of the house, in order; the schema is what these make of it. */
const listMigrations = async () => {
  const [
    { Log0001, Answers0004, AppendInBatches0012 },
    { ReadModels0002, Shapes0005, PaymentsAndReviews0006, People0007, AccessTimes0008, FoldEditions0010 },
  ] = await Promise.all([logSchema(), readModelSchema()]);
  const { Installation0003 } = await import('./migrations/0003-installation.js');
  const { Claims0009 } = await import('./migrations/0009-claims.js');
  const { EpochsAndAudits0011 } = await import('./migrations/0011-epochs-and-audits.js');
  return [
    { name: '0001-log', class: Log0001 },
    { name: '0002-read-models', class: ReadModels0002 },
    { name: '0003-installation', class: Installation0003 },
    { name: '0004-answers', class: Answers0004 },
    { name: '0005-shapes', class: Shapes0005 },
    { name: '0006-payments-and-reviews', class: PaymentsAndReviews0006 },
    { name: '0007-people', class: People0007 },
    { name: '0008-access-times', class: AccessTimes0008 },
    { name: '0009-claims', class: Claims0009 },
    { name: '0010-fold-editions', class: FoldEditions0010 },
    { name: '0011-epochs-and-audits', class: EpochsAndAudits0011 },
    { name: '0012-append-in-batches', class: AppendInBatches0012 },
  ];
};

/** Waiting longer than this for a connection, new or from the pool, is a failure: the door must be able to say "later". */
const PATIENCE_MS = 10_000;

/** The ORM reads no more of an address than where it points to; pg gets all of it: TLS, search path and the like. */
const options = async (url: string, connections: number, schema: string): Promise<Options> => ({
  clientUrl: url,
  driverOptions: { connectionString: url, connectionTimeoutMillis: PATIENCE_MS },
  entities: (await logSchema()).logEntities,
  extensions: [(await import('@mikro-orm/migrations')).Migrator],
  pool: { min: 0, max: connections },
  migrations: { migrationsList: await listMigrations(), schema, snapshot: false, tableName: 'migrations', transactional: true, allOrNothing: true },
  allowGlobalContext: false,
  logger: () => undefined,
});

const clientOn = async (url: string): Promise<pg.Client> => {
  try {
    const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: PATIENCE_MS });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  } catch (error) {
    throw new DatabaseAway(error);
  }
};

/** The schema that this address works in: the first of its search path that exists. */
const schemaOf = async (url: string): Promise<string> => {
  const client = await clientOn(url);
  try {
    const { rows } = await client.query<{ schema: string | null; path: string }>(
      `select current_schema() as schema, current_setting('search_path') as path`,
    );
    if (!rows[0]?.schema)
      throw new Error(`No schema of the search path (${rows[0]?.path ?? ''}) exists in this database. Make it first: create schema …`);
    return rows[0].schema;
  } finally {
    await client.end();
  }
};

/** The way to the database: MikroORM for migrations and people's reads; its own pg pool for the hot paths. */
export const connectOrm = async (url: string, connections = 10): Promise<MikroORM> => {
  const schema = await schemaOf(url);
  const { MikroORM } = await import('@mikro-orm/postgresql');
  const orm = await MikroORM.init(await options(url, connections, schema));
  await orm.connect();
  return orm;
};

/** The pg pool under the ORM: one set of connections a process. */
export const poolOf = async (orm: MikroORM) => orm.em.getDriver().getConnection().getNativeClient();

/** Brings the schema up, and folds anew what an older version folded otherwise. Safe to run twice, and twice at once: the second waits. */
export const migrate = async (url: string): Promise<readonly string[]> => {
  const orm = await connectOrm(url, 4);
  try {
    const pool = await poolOf(orm);
    const lock = await pool.connect();
    try {
      await lock.query('select pg_advisory_lock(7303, hashtext(current_schema()))');
      const ran = (await orm.migrator.up()).map(({ name }) => name);
      const refolded = await refoldOutdated(pool, projections, () => undefined);
      return [...ran, ...refolded.map((name) => `${name} folded anew`)];
    } finally {
      // Ends the session, and the lock with it.
      lock.release(true);
    }
  } finally {
    await orm.close(true);
  }
};

/** Migrations that this version knows and the database has not seen, and tables that an older version folded otherwise. */
export const pendingMigrations = async (orm: MikroORM): Promise<readonly string[]> => {
  const pending = (await orm.migrator.getPending()).map(({ name }) => name);
  if (pending.length > 0) return pending;
  return (await outdatedFolds(await poolOf(orm), projections)).map(({ name }) => `${name} folded anew`);
};
