import type { Channel, Settings } from './settings.js';

const hostOf = (url: string | undefined): string | null => (url === undefined ? null : new URL(url).host);

const channelInWords = ({ source, secrets, lookup }: Channel): string => `${source}, secrets: ${secrets.length}${lookup ? ', may be asked' : ''}`;

/** The settings as boot tells them: what is where, how many secrets there are, and never one of them. */
export const maskedSettings = ({ environment, configFile, channels, cativa, policies, language, rehearsal, trustProxy }: Settings) => ({
  configFile,
  database: hostOf(environment.DATABASE_URL),
  queue: hostOf(environment.REDIS_URL) ?? 'in the database',
  channels: Object.fromEntries(Object.entries(channels).map(([name, channel]) => [name, channelInWords(channel)])),
  badges: cativa.badges,
  cativa: hostOf(cativa.api?.baseUrl),
  backOffice: environment.ADMIN_PASSWORD_HASH ? 'behind a password' : 'shut',
  ...{ policies, language, rehearsal, trustProxy },
});
