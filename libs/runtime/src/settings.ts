import type { BrakeRules, Policies } from '#domain';
import { sources } from '#sources';
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkedYaml } from './checked-yaml.js';
import { readEnvironment, type Environment } from './environment.js';
import { InvalidConfig } from './invalid-config.js';
import { settingsSchema } from './settings-schema.js';

/** One configured hook of a source: its path is its name, and its secrets are its own (two during a rotation). */
export interface Channel {
  readonly source: string;
  readonly secrets: readonly string[];
  readonly event?: string;
  /** How the gateway may be asked for what its webhooks leave open; without it, it is never asked. */
  readonly lookup?: { readonly key: string; readonly baseUrl?: string };
}
export interface ApiSettings {
  readonly baseUrl: string;
  readonly key: string;
  readonly assign: string;
  readonly remove: string;
  readonly timeoutMs?: number;
}
/** What holds for every product whose line of the catalog says nothing else, and the brake on mass removal. */
export type InstallationPolicies = Omit<Policies, 'paywall'> & { readonly removalBrake?: Partial<BrakeRules> };
/** The claim page: where the world sees it, and who signs members in. Without `signIn` a code goes to the member's address. */
export interface ClaimSettings {
  readonly publicUrl: string;
  readonly signIn?: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };
}
/** `catraca.yaml` with every `${NAME}` filled in. */
export interface FileSettings {
  readonly cativa: { readonly signupUrl?: string; readonly badges: 'api' | 'worklist' | 'none'; readonly api?: ApiSettings };
  readonly channels: Readonly<Record<string, Channel>>;
  /** `invite`: whether buyers who are no members are asked in; `reminderDays`: days after that on which they are reminded. */
  readonly mail?: { readonly from: string; readonly smtp: string; readonly invite?: boolean; readonly reminderDays?: readonly number[] };
  /** Without it, or without `mail`, there is no claim page. */
  readonly claim?: ClaimSettings;
  readonly language?: 'pt-BR' | 'en' | 'es';
  readonly policies?: InstallationPolicies;
  /** When the installation is unhealthy: a member waits, or the tables are behind the log, for longer than so many minutes. */
  readonly alarms?: { readonly waitingMinutes?: number };
  readonly rehearsal?: boolean;
  readonly trustProxy?: boolean;
}
/** All that the installation was told, checked; nothing else reads the environment. */
export interface Settings extends FileSettings {
  readonly environment: Environment;
  readonly dataFolder: string;
  readonly configFile: string;
}

const SHORTEST_SECRET = 8;
const REFERENCE = /^\$\{([A-Z][A-Z0-9_]*)\}$/;

const filled = (value: unknown, env: NodeJS.ProcessEnv, path: string, problems: string[]): unknown => {
  if (Array.isArray(value)) return value.map((item, index) => filled(item, env, `${path}.${index}`, problems));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, filled(item, env, path ? `${path}.${key}` : key, problems)]));
  }
  const name = typeof value === 'string' ? REFERENCE.exec(value)?.[1] : undefined;
  if (name === undefined) return value;
  problems.push(...secretProblems(env[name], name).map((problem) => `${path}: ${problem}`));
  return env[name] ?? '';
};

/** An empty key signs perfectly and proves nothing; a short one would be blanked out of bodies where it is only a word. */
const secretProblems = (secret: string | undefined, name: string): readonly string[] => {
  if (secret === undefined) return [`the variable ${name} is not set`];
  if (secret === '') return [`the variable ${name} is empty`];
  return secret.length < SHORTEST_SECRET ? [`the variable ${name} holds fewer than ${SHORTEST_SECRET} characters; is it the whole secret?`] : [];
};

const meaningProblems = ({ cativa, channels }: FileSettings): readonly string[] => [
  ...(cativa.badges === 'api' && !cativa.api ? ['cativa.api: is missing (cativa.badges is api)'] : []),
  ...Object.entries(channels)
    .filter(([, { source }]) => !Object.hasOwn(sources, source))
    .map(([name]) => `channels.${name}.source: must be one of: ${Object.keys(sources).join(', ')}`),
];

/** The settings as text would give them, or every problem. Pure but for nothing: file and variables are handed in. */
export const parseSettings = (text: string, env: NodeJS.ProcessEnv): { settings?: FileSettings; problems: readonly string[] } => {
  const checked = checkedYaml<FileSettings>(text, settingsSchema);
  const problems: string[] = [];
  if ('problems' in checked) {
    filled(checked.raw, env, '', problems);
    return { problems: [...checked.problems, ...problems] };
  }
  const settings = filled(checked.value, env, '', problems) as FileSettings;
  return { settings, problems: [...problems, ...meaningProblems(settings)] };
};

/** Where the configuration is: CATRACA_CONFIG, else catraca.yaml here, else what a rehearsal left in the data folder. */
export const findConfig = (env: NodeJS.ProcessEnv): { file: string; rehearsal: boolean } | undefined => {
  if (env['CATRACA_CONFIG']) return { file: resolve(env['CATRACA_CONFIG']), rehearsal: false };
  if (existsSync('catraca.yaml')) return { file: resolve('catraca.yaml'), rehearsal: false };
  const left = resolve(env['CATRACA_DATA'] ?? '.catraca', 'rehearsal.yaml');
  return existsSync(left) ? { file: left, rehearsal: true } : undefined;
};

const parseFile = (file: string, env: NodeJS.ProcessEnv): ReturnType<typeof parseSettings> => {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return { problems: [`${file}: cannot be read; name another file in CATRACA_CONFIG`] };
  }
  return parseSettings(text, env);
};

/** Reads `.env`, variables and file, and checks all of it. Throws `InvalidConfig` with every problem at once. */
export const loadSettings = (given: NodeJS.ProcessEnv): Settings => {
  const found = findConfig(given);
  const env = found?.rehearsal ? { ...rehearsalVariables(given), ...given } : given;
  const { environment, problems } = readEnvironment(env);
  if (!found)
    throw new InvalidConfig([...problems, 'catraca.yaml: is not here; write one (README, "Configuration"), or run: catraca up, for a rehearsal']);
  const parsed = parseFile(found.file, env);
  if (!parsed.settings || problems.length + parsed.problems.length > 0) throw new InvalidConfig([...problems, ...parsed.problems]);
  return { ...parsed.settings, environment, dataFolder: resolve(environment.CATRACA_DATA), configFile: found.file };
};

/** The variables that a rehearsal keeps beside its configuration, so that other commands join it. */
const rehearsalVariables = (env: NodeJS.ProcessEnv): Record<string, string> => {
  const file = resolve(env['CATRACA_DATA'] ?? '.catraca', 'rehearsal.json');
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {};
};
