import type { Edge } from '../point.js';

/** `opens`, `closes`: it begins or ends a transaction. */
export interface Statement extends Edge {
  readonly opens?: boolean;
  readonly closes?: boolean;
}

/** The queue's statements begin with a comment that says what they do; none of ours does. */
const OF_THE_QUEUE = /^\s*--/;
/** What the queue asks again and again whether or not there is work: renewing locks, looking for lost ones, listening. */
const HEARTBEATS = /\b(extend_locks?|move_stalled_jobs_to_wait|bullmq_jobs|next_signal|has_waiting_job|set_config)\b/;
const READS = /^(get|has|is|next|read|rate)_/;
const LONGEST = 56;

const withoutComments = (text: string): string =>
  text
    .replace(/^\s*--.*$/gm, '')
    .replace(/\s+/g, ' ')
    .trim();

const functionIn = (text: string): string => /\b(?!select\b|from\b|coalesce\b|count\b|max\b|any\b)([a-z_]{4,})\s*\(/i.exec(text)?.[1] ?? 'statement';

const queueIn = (values: readonly unknown[]): string => (typeof values[0] === 'string' ? values[0].replace(/^.*:/, '') : '');

const ofTheQueue = (text: string, values: readonly unknown[]): Statement | undefined => {
  if (HEARTBEATS.test(text)) return undefined;
  const name = functionIn(withoutComments(text));
  return { what: `queue ${name} ${queueIn(values)}`.trim(), changes: !READS.test(name) };
};

/** Tables that are one of many of their kind lose their names: which one it is makes no other crash. */
const nameOf = (text: string): string =>
  text
    .toLowerCase()
    .replace(/"/g, '')
    .replace(/\b(from|into|table|exists|update|like) (?!events|deliveries|checkpoints|migrations)[a-z_.]+_next\b/g, '$1 <next table>')
    .slice(0, LONGEST)
    .trim();

const READ = /^(select|show|set|fetch|rollback)\b/i;
const APPENDS = /\bappend_events\(/;

/** What a statement is called and does; undefined for the queue's heartbeats. */
export const statement = ({ name, text, values }: { name?: string; text: string; values: readonly unknown[] }): Statement | undefined => {
  if (OF_THE_QUEUE.test(text)) return ofTheQueue(text, values);
  const plain = withoutComments(text);
  if (/^(begin|start transaction)\b/i.test(plain)) return { what: 'begin', changes: false, opens: true };
  if (/^commit\b/i.test(plain)) return { what: 'commit', changes: true, closes: true };
  if (/^rollback\b(?! to)/i.test(plain)) return { what: 'rollback', changes: false, closes: true };
  return { what: name ?? nameOf(plain), changes: !READ.test(plain) || APPENDS.test(plain) };
};
