import { explain, hashPassword, loadSettings, InvalidConfig, type Settings } from '#runtime';
import type { Command } from 'commander';
import { askLine } from './ask-line.js';
import { cativaCheck, databaseChecks, mailCheck, passwordCheck, queueCheck, type Check } from './doctor-checks.js';
import { CommandError, EXIT } from './exit.js';
import { firstLine } from './first-line.js';
import { printJson, printLine } from './output.js';

const [SHORTEST, LONGEST] = [10, 200];

const configuration = (): { settings?: Settings; check: Check } => {
  try {
    const settings = loadSettings(process.env);
    const names = Object.entries(settings.channels).map(
      ([name, { source, secrets }]) => `${name} (${source}, ${secrets.length === 1 ? 'one secret' : `${secrets.length} secrets`})`,
    );
    return { settings, check: { what: 'configuration', ok: true, found: `${settings.configFile}; channels: ${names.join(', ')}` } };
  } catch (error) {
    const found = error instanceof InvalidConfig ? error.problems.join('; ') : explain(error);
    return { check: { what: 'configuration', ok: false, found, advice: 'Mend the lines named here.' } };
  }
};

const examine = async (): Promise<readonly Check[]> => {
  const { settings, check } = configuration();
  if (!settings) return [check];
  return [
    check,
    ...(await databaseChecks(settings)),
    await queueCheck(settings),
    await cativaCheck(settings),
    await mailCheck(settings),
    passwordCheck(settings),
  ];
};

const makeHash = async (json = false): Promise<void> => {
  const password = (await (process.stdin.isTTY ? askLine('Password (it is shown as you type): ') : firstLine())).trim();
  if (password.length < SHORTEST || password.length > LONGEST)
    throw new CommandError(`Choose a password of ${SHORTEST} to ${LONGEST} characters, and type it or send it on stdin.`, EXIT.wrongUse);
  const hash = hashPassword(password);
  if (json) printJson({ ADMIN_PASSWORD_HASH: hash });
  else printLine(hash);
};

const show = (checks: readonly Check[]): void =>
  checks.forEach(({ what, ok, found, advice }) => {
    printLine(`${ok ? 'ok  ' : 'BAD '} ${what}: ${found}`);
    if (advice) printLine(`     ${advice}`);
  });

export const doctorCommand = (program: Command): Command =>
  program
    .command('doctor')
    .description('check configuration, database, queue, clock, Cativa, mail and password; say what to do')
    .option('--hash', 'make the value of ADMIN_PASSWORD_HASH from a password')
    .option('--json', 'print the checks as JSON')
    .addHelpText('after', '\nExamples:\n  catraca doctor\n  echo "a long password" | catraca doctor --hash')
    .action(async ({ hash, json }: { hash?: boolean; json?: boolean }) => {
      if (hash) return makeHash(json);
      const checks = await examine();
      if (json) printJson(checks);
      else show(checks);
      const bad = checks.filter(({ ok }) => !ok).length;
      if (bad > 0) throw new CommandError(`${bad === 1 ? 'One thing needs' : `${bad} things need`} attention: what to do stands beside it.`);
    });
