import { hashPassword } from '#runtime';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';

/** What a rehearsal made up for itself: variables for every role, and the password that the operator is told. */
export interface Rehearsal {
  readonly variables: Readonly<Record<string, string>>;
  readonly password: string;
}

const LISTENERS = { 'cativa-users': 'user_created', 'cativa-badges': 'user_received_badge', 'cativa-groups': 'user_joined_group' } as const;
const secretName = (channel: string): string => `${channel.replaceAll('-', '_').toUpperCase()}_SECRET`;

const configOf = (cativaPort: number): string => `# Made by a rehearsal. Write a catraca.yaml of your own for real work (README, "Configuration").
cativa:
  signupUrl: http://127.0.0.1:${cativaPort}/signup?email={email}
  badges: api
  api:
    baseUrl: http://127.0.0.1:${cativaPort}
    key: \${CATIVA_API_KEY}
    assign: POST /social/v1/badges/{badgeId}/users/{userId}
    remove: DELETE /social/v1/badges/{badgeId}/users/{userId}
channels:
  hotmart: { source: hotmart, secrets: ["\${HOTMART_HOTTOK}"] }
${Object.entries(LISTENERS)
  .map(([channel, event]) => `  ${channel}: { source: cativa, secrets: ["\${${secretName(channel)}}"], event: ${event} }`)
  .join('\n')}
language: pt-BR
rehearsal: true
`;

const isFree = async (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

const freePort = async (wanted: number): Promise<number> => {
  for (let port = wanted; port < wanted + 100; port += 1) if (await isFree(port)) return port;
  throw new Error(`No free port from ${wanted} to ${wanted + 99} for the rehearsal's community.`);
};

const random = (bytes: number): string => randomBytes(bytes).toString('hex');

const invented = (): Record<string, string> => {
  const password = randomBytes(9).toString('base64url');
  return {
    HOTMART_HOTTOK: random(20),
    CATIVA_API_KEY: `cativa_live_${random(16)}`,
    ...Object.fromEntries(Object.keys(LISTENERS).map((channel) => [secretName(channel), `whsec_${random(32)}`])),
    REHEARSAL_PASSWORD: password,
    ADMIN_PASSWORD_HASH: hashPassword(password),
  };
};

/** Makes, or finds again, the configuration and the secrets of a rehearsal; they stay in the data folder, for the owner's eyes. */
export const prepareRehearsal = async (dataFolder: string): Promise<Rehearsal> => {
  mkdirSync(dataFolder, { recursive: true });
  const file = join(dataFolder, 'rehearsal.json');
  const known = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : invented();
  const port = await freePort(Number(known['REHEARSAL_CATIVA_PORT'] ?? 3002));
  // The ports of this run, so that commands in another terminal find it without being told.
  const ports = { PORT: process.env['PORT'] || '3000', ADMIN_PORT: process.env['ADMIN_PORT'] || '3001' };
  const variables: Record<string, string> = { ...known, ...ports, REHEARSAL_CATIVA_PORT: String(port) };
  writeFileSync(file, JSON.stringify(variables, null, 2), { mode: 0o600 });
  writeFileSync(join(dataFolder, 'rehearsal.yaml'), configOf(port), { mode: 0o600 });
  return { variables, password: variables['REHEARSAL_PASSWORD'] ?? '' };
};
