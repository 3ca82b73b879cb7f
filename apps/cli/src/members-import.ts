import type { Instant } from '#domain';
import { postgresEventStore, type NewEvent } from '#event-store';
import { foldNext, projections } from '#projections';
import type { Runtime } from '#runtime';
import { CommandError } from './exit.js';
import { memberIn, type ListedMember } from './members-check.js';
import type { Columns } from './members-columns.js';
import type { MembersFile } from './members-file.js';

/** A list that was looked at: `wrong`, the lines to leave out; `asOf`, when it was true. */
export interface CheckedList {
  readonly file: MembersFile;
  readonly columns: Columns;
  readonly wrong: ReadonlySet<number>;
  readonly asOf: Instant;
}

/** Told after each batch what is done; asked before the next one whether to stop. */
export interface Watcher {
  readonly show: (done: bigint) => void;
  readonly isStopped: () => boolean;
}

/** `known`: the same list has said so before. */
export interface Imported {
  readonly imported: number;
  readonly known: number;
}

/** Appending compares the facts of a batch with each other: 50 hold up the webhooks for some 20 ms and take half as long a fact as 1,000 (two cores, 2026). */
const BATCH = 50;

/** What a list says of a member. Badges make it another word: the same list, read with its badges later, contradicts nothing. */
const factOf = ({ member, email, address, name, badges }: ListedMember, asOf: Instant, personOf: Runtime['personOf']): NewEvent => {
  const person = personOf(address);
  return {
    key: `catraca/import/${member}/${person}/${asOf}${badges ? '/badges' : ''}`,
    event: { type: 'MemberSeen', data: { occurredAt: asOf, member, person, ...(badges && { badges }) } },
    metadata: { source: 'catraca', schema: 1 },
    personal: { email, ...(name !== undefined && { name }) },
  };
};

const CHANGED = 'The file changed while it was being read. Run it again.';

/** The members that the first look found fit, up to `BATCH` at a time. */
async function* batchesOf({ file, columns, wrong }: CheckedList): AsyncGenerator<readonly ListedMember[]> {
  let batch: ListedMember[] = [];
  for await (const row of file.rows()) {
    if (wrong.has(row.line)) continue;
    const read = memberIn(row, columns, file.header.length);
    if ('problems' in read) throw new CommandError(CHANGED);
    batch.push(read.member);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** Appends what the list says, a batch at a time; each batch is there wholly or not at all, so an interrupted import is taken up by running it again. */
export const importMembers = async ({ pool, personOf }: Runtime, list: CheckedList, { show, isStopped }: Watcher): Promise<Imported> => {
  const store = postgresEventStore(pool);
  let [imported, known] = [0, 0];
  if (!(await list.file.isUnchanged())) throw new CommandError(CHANGED);
  for await (const batch of batchesOf(list)) {
    if (isStopped()) break;
    const results = await store.append(batch.map((member) => factOf(member, list.asOf, personOf)));
    const fresh = results.filter(({ outcome }) => outcome === 'appended').length;
    [imported, known] = [imported + fresh, known + results.length - fresh];
    show(BigInt(imported + known));
  }
  return { imported, known };
};

/** Brings the tables up to the log, as long as nobody stops it; the workers do the same by themselves. */
export const foldImported = async ({ pool }: Runtime, { show, isStopped }: Watcher): Promise<void> => {
  for (let more = true; more && !isStopped();) {
    const folded = await foldNext(pool, projections);
    more = folded.more;
    show(folded.events.at(-1)?.globalPosition ?? 0n);
  }
};
