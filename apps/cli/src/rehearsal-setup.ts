import { hashPassword } from '#runtime';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { gatewayChannels, inventedSecrets, listenerChannels, rehearsalGateways } from './rehearsal-channels.js';

/** What a rehearsal made up for itself: variables for every role, and the password that the operator is told. */
export interface Rehearsal {
  readonly variables: Readonly<Record<string, string>>;
  readonly password: string;
}

type Variables = Readonly<Record<string, string>>;

const configOf = ({
  PORT,
  REHEARSAL_CATIVA_PORT: cativaPort,
  REHEARSAL_GATEWAYS_PORT: gatewaysPort,
}: Awaited<ReturnType<typeof portsFor>>): string => `# Made by a rehearsal. Write a catraca.yaml of your own for real work (README, "Configuration").
cativa:
  signupUrl: http://127.0.0.1:${cativaPort}/signup?email={email}
  badges: api
  api:
    baseUrl: http://127.0.0.1:${cativaPort}
    key: \${CATIVA_API_KEY}
    assign: POST /social/v1/badges/{badgeId}/users/{userId}
    remove: DELETE /social/v1/badges/{badgeId}/users/{userId}
channels:
${gatewayChannels(rehearsalGateways, `http://127.0.0.1:${gatewaysPort}`)}${listenerChannels()}\
# Every start takes one badge a gateway away: the usual brake would stop the third start within ten minutes.
policies:
  removalBrake: { removals: 20, minutes: 1 }
mail: { from: "Academia <ola@academia.example>", smtp: "\${REHEARSAL_SMTP_URL}" }
claim: { publicUrl: "http://127.0.0.1:${PORT}" }
language: pt-BR
rehearsal: true
`;

const isFree = async (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** `taken`: what others of this run will listen on, and do not yet. */
const freePort = async (wanted: number, taken: readonly number[]): Promise<number> => {
  for (let port = wanted; port < wanted + 100; port += 1) if (!taken.includes(port) && (await isFree(port))) return port;
  throw new Error(`No free port from ${wanted} to ${wanted + 99} for the rehearsal.`);
};

const invented = (): Variables => {
  const password = randomBytes(9).toString('base64url');
  return {
    ...inventedSecrets(),
    CATIVA_API_KEY: `cativa_live_${randomBytes(16).toString('hex')}`,
    REHEARSAL_PASSWORD: password,
    ADMIN_PASSWORD_HASH: hashPassword(password),
  };
};

/** What an earlier rehearsal left stays; what only later versions have is added. */
const recalled = (file: string): Variables => {
  if (!existsSync(file)) return invented();
  return { ...inventedSecrets(), ...(JSON.parse(readFileSync(file, 'utf8')) as Variables) };
};

/** The ports of this run, so that commands in another terminal find it without being told. */
const portsFor = async (known: Variables) => {
  const ours = { PORT: process.env['PORT'] || '3000', ADMIN_PORT: process.env['ADMIN_PORT'] || '3001' };
  const taken = Object.values(ours).map(Number);
  const cativa = await freePort(Number(known['REHEARSAL_CATIVA_PORT'] ?? 3002), taken);
  const gateways = await freePort(Number(known['REHEARSAL_GATEWAYS_PORT'] ?? 3003), [...taken, cativa]);
  const mail = await freePort(Number(known['REHEARSAL_MAIL_PORT'] ?? 3004), [...taken, cativa, gateways]);
  return {
    ...ours,
    REHEARSAL_CATIVA_PORT: String(cativa),
    REHEARSAL_GATEWAYS_PORT: String(gateways),
    REHEARSAL_MAIL_PORT: String(mail),
    REHEARSAL_SMTP_URL: `smtp://127.0.0.1:${mail}`,
  };
};

/** Makes, or finds again, the configuration and the secrets of a rehearsal; they stay in the data folder, for the owner's eyes. */
export const prepareRehearsal = async (dataFolder: string): Promise<Rehearsal> => {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'rehearsal.json');
  const known = recalled(file);
  const ports = await portsFor(known);
  const variables: Variables = { ...known, ...ports };
  writeFileSync(file, JSON.stringify(variables, null, 2), { mode: 0o600 });
  writeFileSync(join(dataFolder, 'rehearsal.yaml'), configOf(ports), { mode: 0o600 });
  return { variables, password: variables['REHEARSAL_PASSWORD'] ?? '' };
};
