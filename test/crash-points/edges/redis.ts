import { Redis } from 'ioredis';
import { createHash } from 'node:crypto';
import type { Edge } from '../point.js';
import { pass } from '../watch.js';
import { wrap } from './wrap.js';

/** What carries no state of ours: greetings, waiting for work, renewing locks and looking for lost ones, over and over. */
const HEARTBEATS = new Set([
  'info',
  'hello',
  'auth',
  'select',
  'client',
  'ping',
  'quit',
  'script',
  'bzpopmin',
  'extendLock',
  'extendLocks',
  'moveStalledJobsToWait',
]);
const READS = /^(get|hget|hmget|hgetall|exists|llen|zcard|zscore|zrange|type|config|is[A-Z])/;
const QUEUE = /:(project|reconcile|sweep|complete|invite)\b/;

const scripts = new Map<string, string>();

const scriptIn = (definition: unknown): string | undefined =>
  typeof definition === 'object' && definition !== null && 'lua' in definition && typeof definition.lua === 'string' ? definition.lua : undefined;

/** Scripts travel as their digest; here they get their names back. */
const watchScripts = (): void => {
  wrap(Redis.prototype, 'defineCommand', (call) => {
    const [name, definition] = call.args;
    const lua = scriptIn(definition);
    if (typeof name === 'string' && lua !== undefined) scripts.set(createHash('sha1').update(lua).digest('hex'), name.replace(/:.*$/, ''));
    return call.go();
  });
};

interface Command {
  readonly name: string;
  readonly args: readonly unknown[];
  promise: Promise<unknown>;
}

const isCommand = (value: unknown): value is Command =>
  typeof value === 'object' && value !== null && 'name' in value && 'args' in value && Array.isArray(value.args) && 'promise' in value;

const seen = new WeakSet();

const nameOf = ({ name, args }: Command): string => (/^eval(sha)?$/.test(name) ? (scripts.get(String(args[0])) ?? 'script') : name);

const queueOf = ({ args }: Command): string | undefined => QUEUE.exec(args.filter((arg) => typeof arg === 'string').join(' '))?.[1];

const edgeOf = (command: Command): Edge | undefined => {
  const [name, queue] = [nameOf(command), queueOf(command)];
  if (HEARTBEATS.has(name)) return undefined;
  return { what: `queue ${name} ${queue ?? ''}`.trim(), changes: !READS.test(name), ...(queue && { queue }) };
};

/** Every command that this process sends to Redis; one that waits for the connection is sent twice and counted once. */
export const watchRedis = (): void => {
  watchScripts();
  wrap(Redis.prototype, 'sendCommand', (call) => {
    const [command] = call.args;
    if (!isCommand(command) || seen.has(command)) return call.go();
    seen.add(command);
    const edge = edgeOf(command);
    if (!edge) return call.go();
    pass('before', edge);
    if (edge.changes) {
      command.promise = command.promise.then((answer) => {
        pass('after', edge);
        return answer;
      });
    }
    return call.go();
  });
};
