import pg from 'pg';
import { pass } from '../watch.js';
import { statement, type Statement } from './statement.js';
import { callbackAfter, wrap, type Call } from './wrap.js';

/** Connections inside a transaction: what they do is nothing to anybody until they commit, so only the commit has a world after it. */
const inside = new WeakSet();

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

const valuesOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const asked = ([first, second]: readonly unknown[]): Statement | undefined => {
  if (typeof first === 'string') return statement({ text: first, values: valuesOf(second) });
  if (typeof first !== 'object' || first === null) return undefined;
  const { name, text, values } = first as { name?: unknown; text?: unknown; values?: unknown };
  return statement({ ...(typeof name === 'string' && { name }), text: textOf(text), values: valuesOf(values ?? second) });
};

const track = (client: object, { opens, closes }: Statement): void => {
  if (opens) inside.add(client);
  if (closes) inside.delete(client);
};

const answered = (call: Call, after: () => void): unknown => {
  const args = callbackAfter(call.args, (error) => error ?? after());
  if (args) return call.go(args);
  const answer = call.go();
  if (!(answer instanceof Promise)) return answer;
  return answer.then((result: unknown) => {
    after();
    return result;
  });
};

/** Every statement that this process sends to PostgreSQL, the queue's own included. */
export const watchPostgres = (): void => {
  wrap(pg.Client.prototype, 'query', (call) => {
    const known = asked(call.args);
    if (!known || typeof call.self !== 'object' || call.self === null) return call.go();
    track(call.self, known);
    const edge = { ...known, changes: known.changes && !inside.has(call.self) };
    pass('before', edge);
    return edge.changes ? answered(call, () => pass('after', edge)) : call.go();
  });
};
