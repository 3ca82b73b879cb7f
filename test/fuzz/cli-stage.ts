import { openRuntime, parseSettings, readEnvironment } from '#runtime';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withClient } from '../support/test-server.js';
import { HIDDEN, tellFacts } from './cli-facts.js';
import { openDoors, type Doors } from './doors.js';

/** A database with the schema in place, of which there can be copies. */
export interface Copyable {
  readonly url: string;
  copy(): Promise<{ readonly url: string; drop(): Promise<void> }>;
}

/** What a fuzzer of the command line stands on: a log with one of everything, a folder with files, and what answers at addresses. */
export interface CliStage {
  readonly folder: string;
  readonly doors: Doors;
  /** What nobody may be told: secrets of the environment, and people whom the log knows. */
  readonly secrets: readonly string[];
  readonly hidden: readonly string[];
  env(away: boolean): NodeJS.ProcessEnv;
  /** What the whole database holds, as a short text that is the same for the same content. */
  print(): Promise<string>;
  /** How many facts have an address where it can be read by everybody. */
  named(): Promise<number>;
  /** Everything as it was in the beginning. */
  renew(): Promise<void>;
  close(): Promise<void>;
}

const SECRETS = {
  HOTMART_HOTTOK: 'hottok-that-nobody-may-see',
  STRIPE_SECRET: 'whsec_that-nobody-may-see',
  CATIVA_SECRET: `whsec_${'cd34'.repeat(16)}`,
  CATIVA_KEY: 'cativa_live_that-nobody-may-see',
  SMTP_URL: 'smtp://mailer:password-that-nobody-may-see@127.0.0.1:1',
  ADMIN_PASSWORD_HASH: 'scrypt$16384$8$1$salt-that-nobody-may-see$hash-that-nobody-may-see',
};
const AWAY = 'postgres://catraca:away-that-nobody-may-see@127.0.0.1:1/catraca';

const CONFIG = `
cativa:
  badges: api
  signupUrl: "http://127.0.0.1:1/signup?email={email}"
  api: { baseUrl: "http://127.0.0.1:1", key: "\${CATIVA_KEY}", assign: "POST /b/{badgeId}/{userId}", remove: "DELETE /b/{badgeId}/{userId}", timeoutMs: 1000 }
mail: { from: "Fuzz <fuzz@fuzz.invalid>", smtp: "\${SMTP_URL}" }
channels:
  hotmart: { source: hotmart, secrets: ["\${HOTMART_HOTTOK}"] }
  stripe: { source: stripe, secrets: ["\${STRIPE_SECRET}"] }
  cativa: { source: cativa, secrets: ["\${CATIVA_SECRET}"] }
`;

const FILES: Readonly<Record<string, string>> = {
  'catraca.yaml': CONFIG,
  'catalog.yaml':
    'products:\n  - { product: hotmart/501, badges: [plus, gold] }\n  - { product: hotmart/777, badges: [gold] }\nbadges: { plus: badge-plus, gold: badge-gold }\n',
  'other-catalog.yaml': 'products: []\nbadges: {}\n',
  'bad.yaml': 'products: [\n  - { product: 7 }',
  'list.csv': 'id,email,name,badges\n01HFUZZANA,ana.listed@fuzz.invalid,Ana,badge-plus\n01HFUZZEVA,eva.listed@fuzz.invalid,Eva,\n',
  'bad-list.csv': 'id,email\n01HFUZZANA,ana.listed@fuzz.invalid,x\n,eva.listed@fuzz.invalid\n"',
  'body.json': '{"event":"PURCHASE_APPROVED"}',
  empty: '',
  zeros: '\0'.repeat(5000),
};

const makeFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'catraca-fuzz-'));
  Object.entries(FILES).forEach(([name, text]) => writeFileSync(join(folder, name), text));
  mkdirSync(join(folder, 'folder'));
  symlinkSync('loop', join(folder, 'loop'));
  return folder;
};

const seed = async (databaseUrl: string): Promise<void> => {
  const { settings, problems } = parseSettings(CONFIG, SECRETS);
  if (!settings || problems.length > 0) throw new Error(problems.join('\n'));
  const { environment } = readEnvironment({ LOG_LEVEL: 'error' });
  const runtime = await openRuntime({ ...settings, environment, dataFolder: '.catraca', configFile: 'fuzz' }, { databaseUrl }, 2);
  await tellFacts(runtime).finally(runtime.close);
};

const TABLES = `select string_agg(format('select %L as name, count(*)::text || md5(coalesce(string_agg(x::text, '''' order by x::text), '''')) as sum from %I x', table_name, table_name), ' union all ') as text
  from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'`;

const printOf = async (url: string): Promise<string> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ text: string }>(TABLES);
    const sums = await client.query<{ name: string; sum: string }>(`${rows[0]?.text ?? ''} order by 1`);
    return sums.rows.map(({ name, sum }) => `${name} ${sum}`).join('\n');
  });

const namedIn = async (url: string): Promise<number> =>
  withClient(url, async (client) => {
    const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from events where data::text ~ '[^\\s@"]@[^\\s@"]'`);
    return rows[0]?.n ?? 0;
  });

/** A stage on an empty database; commands run on copies of it. */
export const openCliStage = async (database: Copyable): Promise<CliStage> => {
  await seed(database.url);
  const [folder, doors] = [makeFolder(), await openDoors()];
  let copy = await database.copy();
  const base = { PATH: process.env['PATH'], ...SECRETS, CATRACA_CONFIG: join(folder, 'catraca.yaml'), CATRACA_DATA: join(folder, 'data') };
  return {
    folder,
    doors,
    secrets: [...Object.values(SECRETS), new URL(copy.url).password, new URL(AWAY).password].filter((secret) => secret !== ''),
    hidden: HIDDEN,
    env: (away) => ({ ...base, DATABASE_URL: away ? AWAY : copy.url, PORT: new URL(doors.loud).port }),
    print: async () => printOf(copy.url),
    named: async () => namedIn(copy.url),
    renew: async () => {
      await copy.drop();
      copy = await database.copy();
    },
    close: async () => {
      doors.close();
      await copy.drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
