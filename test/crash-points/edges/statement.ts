import type { Edge } from '../point.js';

/** `opens`, `closes`: it begins or ends a transaction. */
export interface Statement extends Edge {
  readonly opens?: boolean;
  readonly closes?: boolean;
}

/** The queue's statements begin with a comment that says what they do; none of ours does. */
const OF_THE_QUEUE = /^\s*--/;
/** What the queue asks again and again whether or not there is work, and keeps nothing of: renewing locks, looking for lost ones, waiting. */
const HEARTBEATS = /\b(extend_locks?|move_stalled_jobs_to_wait|bullmq_jobs|next_signal|next_delay|waitForJob|set_config)\b/;
const READS = /^(get|has|is|read|rate)_/;
const QUEUE = /\b(project|reconcile|sweep|complete|invite)\b/;
const LONGEST = 40;

const withoutComments = (text: string): string =>
  text
    .replace(/^\s*--.*$/gm, '')
    .replace(/\s+/g, ' ')
    .replace(/^[\s(]+/, '');

const functionIn = (text: string): string => /\b(?!select\b|from\b|coalesce\b|count\b|max\b|any\b)([a-z_]{4,})\s*\(/i.exec(text)?.[1] ?? 'statement';

const queueIn = (values: readonly unknown[]): string | undefined => QUEUE.exec(values.filter((value) => typeof value === 'string').join(' '))?.[1];

const ofTheQueue = (text: string, values: readonly unknown[]): Statement | undefined => {
  if (HEARTBEATS.test(text)) return undefined;
  const name = functionIn(withoutComments(text));
  const queue = queueIn(values);
  return { what: `queue ${name} ${queue ?? ''}`.trim(), changes: !READS.test(name), ...(queue && { queue }) };
};

const TABLE = /\b(?:from|into|update|table(?: if (?:not )?exists)?|function|index|on) ([a-z_.]+)/;
/** Folds treat all their tables alike: which ones they are makes no other crash. */
const ROWS = /\bkey, state\b/;
const WRITES = /\b(insert into|update|delete from)\b/i;
/** What is planned once is named by its digest, which tells a reader nothing. */
const DIGEST = /^[0-9a-f]{40}$/;
const NEXT = /^[a-z_.]+_next$/;

/** A statement without a name of its own: its verb and its table, or how it begins. */
const nameOf = (text: string): string => {
  const plain = text.toLowerCase().replace(/"/g, '');
  const [verb = ''] = plain.split(' ');
  if (ROWS.test(plain)) return `${WRITES.test(plain) ? 'write' : 'read'} rows`;
  const table = TABLE.exec(plain)?.[1]?.replace(NEXT, 'next table');
  return table === undefined ? plain.slice(0, LONGEST).trim() : `${verb} ${table}`;
};

const READ = /^(select|show|set|fetch|rollback)\b/i;
const APPENDS = /\bappend_events\(/;

/** Reads may begin with a query of their own, as writes of several tables do. */
const isChange = (text: string): boolean => APPENDS.test(text) || (/^with\b/i.test(text) ? WRITES.test(text) : !READ.test(text));

/** What a statement is called and does; undefined for the queue's heartbeats. */
export const statement = ({ name, text, values }: { name?: string; text: string; values: readonly unknown[] }): Statement | undefined => {
  if (OF_THE_QUEUE.test(text)) return ofTheQueue(text, values);
  const plain = withoutComments(text);
  if (/^(begin|start transaction)\b/i.test(plain)) return { what: 'begin', changes: false, opens: true };
  if (/^commit\b/i.test(plain)) return { what: 'commit', changes: true, closes: true };
  if (/^rollback\b(?! to)/i.test(plain)) return { what: 'rollback', changes: false, closes: true };
  return { what: name === undefined || DIGEST.test(name) ? nameOf(plain) : name, changes: isChange(plain) };
};
