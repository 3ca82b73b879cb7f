import { migrateAll, openRuntime, parseSettings, readEnvironment, startEmbeddedPostgres, type Runtime } from '#runtime';
import { sources } from '#sources';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unusedPort } from '../support/role-processes.js';
import { startIngressProcess, type IngressProcess } from '../support/ingress-process.js';
import { onDatabase, withClient } from '../support/test-server.js';
import type { Copyable } from './cli-stage.js';

export const SECRET = 'the-secret-of-the-fuzzer-0123456789';
const SECRETS = { FUZZED: SECRET, SMTP_URL: 'smtp://127.0.0.1:1' };

/** Each source twice: the second channel hears only what we did not sign. */
const channels = Object.keys(sources).flatMap((name) =>
  [name, `${name}-b`].map((channel) => `  ${channel}: { source: ${name}, secrets: ["\${FUZZED}"] }`),
);
const configOf = (port: number): string => `
cativa: { badges: none }
trustProxy: true
mail: { from: "Fuzz <fuzz@fuzz.invalid>", smtp: "\${SMTP_URL}" }
claim: { publicUrl: "http://127.0.0.1:${port}" }
channels:
${channels.join('\n')}
`;

/** What a fuzzer of the ingress stands on: the real process, and a view of its database. */
export interface Stage {
  readonly url: string;
  readonly port: number;
  readonly runtime: Runtime;
  readonly ingress: IngressProcess;
  close(): Promise<void>;
}

/** A stage on a database with the schema in place. */
export const openStage = async (databaseUrl: string): Promise<Stage> => {
  const port = await unusedPort();
  const config = configOf(port);
  const { settings, problems } = parseSettings(config, SECRETS);
  if (!settings || problems.length > 0) throw new Error(problems.join('\n'));
  const { environment } = readEnvironment({ LOG_LEVEL: 'error' });
  const runtime = await openRuntime({ ...settings, environment, dataFolder: '.catraca', configFile: 'fuzz' }, { databaseUrl }, 4);
  const ingress = await startIngressProcess({ databaseUrl, config, secrets: SECRETS, port });
  return {
    url: ingress.url,
    port,
    runtime,
    ingress,
    close: async () => {
      await ingress.stop();
      await runtime.close();
    },
  };
};

/** A database server of one's own in a temporary folder, with a migrated database and copies of it. */
export interface OwnDatabase extends Copyable {
  close(): Promise<void>;
}

const copyOn = async (superuserUrl: string, url: string, name: string): Promise<Awaited<ReturnType<Copyable['copy']>>> => {
  const template = new URL(url).pathname.slice(1);
  await withClient(superuserUrl, async (client) => client.query(`create database ${name} template ${template} owner ${new URL(url).username}`));
  const drop = async (): Promise<void> => void (await withClient(superuserUrl, async (client) => client.query(`drop database ${name} with (force)`)));
  return { url: onDatabase(url, name), drop };
};

export const ownDatabase = async (): Promise<OwnDatabase> => {
  const folder = mkdtempSync(join(tmpdir(), 'catraca-fuzz-'));
  // As root the server runs under another account, which must reach its data here.
  chmodSync(folder, 0o755);
  const { url, superuserUrl, stop } = await startEmbeddedPostgres(folder);
  await migrateAll({ databaseUrl: url });
  let copies = 0;
  const close = async (): Promise<void> => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { url, copy: async () => copyOn(superuserUrl, url, `copy_${++copies}`), close };
};
