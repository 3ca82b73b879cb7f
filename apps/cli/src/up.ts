import { findConfig, loadSettings, lockFolder, migrateAll, type Servers, type Settings } from '#runtime';
import type { Command } from 'commander';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { openServers } from './context.js';
import { CommandError } from './exit.js';
import { say } from './output.js';
import { ensureRehearsalCatalog, rehearsalBadge } from './rehearsal-catalog.js';
import { prepareRehearsal, type Rehearsal } from './rehearsal-setup.js';
import { startRole, stopRole, type Role, type RoleProcess } from './role-process.js';
import { supervise } from './supervise.js';
import { showRehearsal, showRunning } from './up-words.js';

const ROLES: readonly Role[] = ['worker', 'ingress'];
const WITH_REHEARSAL: readonly Role[] = [...ROLES, 'rehearsal'];

const rehearse = async (): Promise<Rehearsal | undefined> => {
  const found = findConfig(process.env);
  return found && !found.rehearsal ? undefined : prepareRehearsal(resolve(process.env['CATRACA_DATA'] ?? '.catraca'));
};

const play = async (rehearsal: RoleProcess, ingress: string, sells: readonly string[]): Promise<void> => {
  const played = new Promise<{ played: boolean; because?: string }>((done) => {
    rehearsal.child.on('message', (message) => {
      if (typeof message === 'object' && 'played' in message) done(message as { played: boolean; because?: string });
    });
  });
  rehearsal.child.send({ play: { ingress, badge: rehearsalBadge().id, sells } });
  const { played: well, because } = await Promise.race([
    played,
    rehearsal.ended.then(() => ({ played: false, because: 'The rehearsal ended before the last one' })),
  ]);
  if (!well) throw new CommandError(`Not every story ended as it should. ${because ?? 'No reason was given'}.`);
};

const untilAsked = async (): Promise<void> =>
  new Promise((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
    if (process.send !== undefined) process.once('disconnect', () => done());
  });

const urlOf = (roles: readonly RoleProcess[], role: Role): string => roles.find((running) => running.role === role)?.url ?? '';

const rehearseOn = async (
  roles: readonly RoleProcess[],
  words: Parameters<typeof showRehearsal>[0],
  { sells, asked }: Pick<Ground, 'sells' | 'asked'>,
): Promise<void> => {
  const stage = roles.find(({ role }) => role === 'rehearsal');
  if (stage) await Promise.race([play(stage, words.ingress, sells), asked]);
  showRehearsal(words);
};

/** What a run stands on. `sells`: the gateways whose stories can be played; `asked` resolves when somebody wants it to end. */
interface Ground {
  readonly servers: Servers;
  readonly settings: Settings;
  readonly rehearsal: Rehearsal | undefined;
  readonly sells: readonly string[];
  readonly asked: Promise<void>;
}

/** Starts every role and stays until asked to end, or until one cannot be kept up. */
const run = async ({ servers, settings, rehearsal, sells, asked }: Ground): Promise<void> => {
  const roles: RoleProcess[] = [];
  const stopping = new AbortController();
  const logs = rehearsal && join(settings.dataFolder, 'logs');
  const env = { ...process.env, ...rehearsal?.variables, CATRACA_CONFIG: settings.configFile, DATABASE_URL: servers.databaseUrl };
  const start = async (role: Role): Promise<RoleProcess> => startRole(role, env, logs);
  try {
    for (const role of rehearsal ? WITH_REHEARSAL : ROLES) roles.push(await start(role));
    const failed = supervise(roles, start, stopping.signal);
    const urls = { ingress: urlOf(roles, 'ingress'), admin: urlOf(roles, 'worker') };
    if (rehearsal && logs)
      await rehearseOn(roles, { ...urls, cativa: urlOf(roles, 'rehearsal'), password: rehearsal.password, logs }, { sells, asked });
    else showRunning(urls);
    await Promise.race([asked, failed]);
  } finally {
    stopping.abort();
    say('\nStopping …');
    await Promise.all(roles.map(stopRole));
  }
};

/** Two at once on one data folder would end each other's database. */
const holdFolder = async (folder: string): Promise<() => Promise<void>> => {
  mkdirSync(folder, { recursive: true });
  const release = await lockFolder(join(folder, 'up.lock'), 0);
  if (!release) throw new CommandError(`Catraca is running already on ${folder}. End that one first, or set CATRACA_DATA to another folder.`);
  return release;
};

const upOn = async (settings: Settings, rehearsal: Rehearsal | undefined, asked: Promise<void>): Promise<void> => {
  const servers = await openServers(settings, 'owner');
  try {
    const ran = await migrateAll(servers);
    if (ran.length > 0) say(`Database ready (${ran.length} migrations).`);
    const sells = rehearsal ? await ensureRehearsalCatalog(servers.databaseUrl) : [];
    await run({ servers, settings, rehearsal, sells, asked });
  } finally {
    await servers.stop();
    say('Stopped.');
  }
};

const up = async (): Promise<void> => {
  const asked = untilAsked();
  const release = await holdFolder(resolve(process.env['CATRACA_DATA'] ?? '.catraca'));
  try {
    const rehearsal = await rehearse();
    const settings = loadSettings(process.env);
    say(
      rehearsal
        ? 'Starting a rehearsal: nothing is configured, so a community and secrets are made up here.'
        : `Starting with ${settings.configFile}.`,
    );
    await upOn(settings, rehearsal, asked);
  } finally {
    await release();
  }
};

export const upCommand = (program: Command): Command =>
  program
    .command('up')
    .description('everything at once; without a configuration: a rehearsal')
    .addHelpText('after', '\nExample:\n  catraca up')
    .action(up);
