import { sources } from '#sources';
import { randomBytes } from 'node:crypto';

const GATEWAYS = Object.keys(sources).filter((name) => name !== 'cativa');
const LISTENERS: Readonly<Record<string, string>> = {
  'cativa-users': 'user_created',
  'cativa-badges': 'user_received_badge',
  'cativa-groups': 'user_joined_group',
};
/** The gateways whose webhooks leave something open. */
const ASKED: readonly string[] = ['stripe', 'asaas'];
const ASKING_KEY = 'REHEARSAL_GATEWAY_KEY';

const random = (bytes: number): string => randomBytes(bytes).toString('hex');

/**
 * Names that nobody's environment has already, since that would win when a command is run beside the rehearsal. Hotmart's and
 * Cativa's are older than this rule.
 */
const secretName = (channel: string): string => {
  if (channel === 'hotmart') return 'HOTMART_HOTTOK';
  const name = `${channel.replaceAll('-', '_').toUpperCase()}_SECRET`;
  return Object.hasOwn(LISTENERS, channel) ? name : `REHEARSAL_${name}`;
};

const lineOf = (channel: string, source: string, more = ''): string =>
  `  ${channel}: { source: ${source}, secrets: ["\${${secretName(channel)}}"]${more} }\n`;

/** Every gateway of a rehearsal; each has a channel of the same name. */
export const rehearsalGateways: readonly string[] = GATEWAYS;

/** The channels of these gateways as lines of a configuration; `apiUrl`: where those that can be asked are asked. */
export const gatewayChannels = (gateways: readonly string[], apiUrl: string): string =>
  gateways.map((name) => lineOf(name, name, ASKED.includes(name) ? `, lookup: { key: "\${${ASKING_KEY}}", baseUrl: "${apiUrl}" }` : '')).join('');

/** The channels of Cativa, which has a listener an event. */
export const listenerChannels = (): string =>
  Object.entries(LISTENERS)
    .map(([channel, event]) => lineOf(channel, 'cativa', `, event: ${event}`))
    .join('');

/** A secret for each channel, and the key that the made-up gateways take, by the name of the variable that holds it. */
export const inventedSecrets = (): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(GATEWAYS.map((channel) => [secretName(channel), random(20)])),
  ...Object.fromEntries(Object.keys(LISTENERS).map((channel) => [secretName(channel), `whsec_${random(32)}`])),
  [ASKING_KEY]: `rehearsal_${random(16)}`,
});
