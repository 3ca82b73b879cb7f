import { findConfig, loadSettings, migrateAll } from '#runtime';
import type { Command } from 'commander';
import { join, resolve } from 'node:path';
import { openServers } from './context.js';
import { CommandError } from './exit.js';
import { say } from './output.js';
import { ensureRehearsalCatalog, rehearsalMapping } from './rehearsal-catalog.js';
import { prepareRehearsal, type Rehearsal } from './rehearsal-setup.js';
import { startRole, stopRole, type RoleProcess } from './role-process.js';
import { supervise } from './supervise.js';
import { showRehearsal, showRunning } from './up-words.js';

const rehearse = async (): Promise<Rehearsal | undefined> => {
  const found = findConfig(process.env);
  return found && !found.rehearsal ? undefined : prepareRehearsal(resolve(process.env['CATRACA_DATA'] ?? '.catraca'));
};

const play = async (rehearsal: RoleProcess, ingress: string): Promise<void> => {
  const badge = rehearsalMapping().badges[0]?.id;
  const played = new Promise<{ played: boolean; because?: string }>((done) => {
    rehearsal.child.on('message', (message) => {
      if (typeof message === 'object' && 'played' in message) done(message as { played: boolean; because?: string });
    });
  });
  rehearsal.child.send({ play: { ingress, badge } });
  const { played: well, because } = await Promise.race([played, rehearsal.ended.then(() => ({ played: false, because: 'the rehearsal ended' }))]);
  if (!well) throw new CommandError(`The story did not end as it should: ${because ?? 'no reason given'}.`);
};

const untilAsked = async (): Promise<void> =>
  new Promise((done) => {
    process.once('SIGINT', () => done());
    process.once('SIGTERM', () => done());
    if (process.send !== undefined) process.once('disconnect', () => done());
  });

const up = async (): Promise<void> => {
  const asked = untilAsked();
  const rehearsal = await rehearse();
  const settings = loadSettings(process.env);
  say(rehearsal ? 'Starting a rehearsal: nothing is configured, so a community and secrets are made up here.' : `Starting with ${settings.configFile}.`);
  const servers = await openServers(settings);
  const roles: RoleProcess[] = [];
  const stopping = new AbortController();
  try {
    const ran = await migrateAll(servers);
    if (ran.length > 0) say(`Database ready (${ran.length} migrations).`);
    if (rehearsal) await ensureRehearsalCatalog(servers.databaseUrl);
    const env = { ...process.env, ...rehearsal?.variables, CATRACA_CONFIG: settings.configFile, DATABASE_URL: servers.databaseUrl };
    const logs = rehearsal ? join(settings.dataFolder, 'logs') : undefined;
    const start = async (role: RoleProcess['role']) => startRole(role, env, logs);
    for (const role of ['worker', 'ingress', ...(rehearsal ? (['rehearsal'] as const) : [])] as const) roles.push(await start(role));
    const failed = supervise(roles, start, stopping.signal);
    const urlOf = (role: RoleProcess['role']): string => roles.find((running) => running.role === role)?.url ?? '';
    const stage = roles.find(({ role }) => role === 'rehearsal');
    if (stage) await Promise.race([play(stage, urlOf('ingress')), asked]);
    if (rehearsal && logs) showRehearsal({ ingress: urlOf('ingress'), admin: urlOf('worker'), cativa: urlOf('rehearsal'), password: rehearsal.password, logs });
    else showRunning({ ingress: urlOf('ingress'), admin: urlOf('worker') });
    await Promise.race([asked, failed]);
  } finally {
    stopping.abort();
    say('\nStopping …');
    await Promise.all(roles.map(stopRole));
    await servers.stop();
    say('Stopped.');
  }
};

export const upCommand = (program: Command): Command =>
  program
    .command('up')
    .description('everything at once; without a configuration: a rehearsal')
    .addHelpText('after', '\nExample:\n  catraca up')
    .action(up);
