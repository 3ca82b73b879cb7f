import type { Acceptance, AppendResult } from '#event-store';

/** How a whole group goes into the log: one transaction, all or nothing. */
export type Write = (group: readonly Acceptance[]) => Promise<readonly (readonly AppendResult[])[]>;

interface Waiting {
  readonly acceptance: Acceptance;
  readonly resolve: (results: readonly AppendResult[]) => void;
  readonly reject: (error: unknown) => void;
  /** It was in a group that the log refused, and now goes by itself. */
  readonly alone?: true;
}

/** PostgreSQL's class 22: the data itself is what it cannot take, so trying the same again would change nothing. */
export const isDataFault = (error: unknown): error is { code: string } =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string' && error.code.startsWith('22');

const MOST_IN_A_GROUP = 200;
const MOST_BYTES = 4 * 1024 * 1024;

/** The next group: the first that waits, and those behind it as far as number and bytes allow. */
const takeGroup = (waiting: Waiting[]): readonly Waiting[] => {
  if (waiting[0]?.alone) return waiting.splice(0, 1);
  let [count, bytes] = [0, 0];
  for (const { acceptance } of waiting.slice(0, MOST_IN_A_GROUP)) {
    bytes += acceptance.delivery.body.length;
    if (count > 0 && bytes > MOST_BYTES) break;
    count += 1;
  }
  return waiting.splice(0, count);
};

/**
 * Group commit. Writers of the log take turns, and each turn costs a flush to disk; so what arrives while one group is
 * being written becomes the next. A group never waits for company: with nothing under way, one delivery goes alone. Each is
 * answered after its own commit. When the log refuses a group for what one of them says, they are written one by one, so that
 * a bad one spoils nobody else's day; when the log cannot be reached, they and all who wait hear so at once: whoever stood at the end
 * of the queue would else wait for one time-out after another.
 */
export const groupCommit = (write: Write): ((acceptance: Acceptance) => Promise<readonly AppendResult[]>) => {
  const waiting: Waiting[] = [];
  let writing = false;

  const settle = async (group: readonly Waiting[]): Promise<void> => {
    try {
      const results = await write(group.map(({ acceptance }) => acceptance));
      group.forEach(({ resolve }, index) => resolve(results[index] ?? []));
    } catch (error) {
      if (!isDataFault(error)) [...group, ...waiting.splice(0)].forEach(({ reject }) => reject(error));
      else if (group.length > 1) waiting.unshift(...group.map((one) => ({ ...one, alone: true as const })));
      else group.forEach(({ reject }) => reject(error));
    }
  };
  const drain = async (): Promise<void> => {
    writing = true;
    while (waiting.length > 0) await settle(takeGroup(waiting));
    writing = false;
  };

  return async (acceptance) =>
    new Promise((resolve, reject) => {
      waiting.push({ acceptance, resolve, reject });
      if (!writing) void drain();
    });
};
