/** What was started, in order; undone in reverse. Jest runs set-up and tear-down in one process. */
const started: (() => Promise<unknown>)[] = [];

/** Remember how to undo what was just begun. */
export function keep(undo: () => Promise<unknown>): void {
  started.push(undo);
}

/** Undo all of it, even when a part fails; the first failure is reported. */
export default async function tearDown(): Promise<void> {
  const failures: unknown[] = [];
  for (const undo of started.splice(0).reverse()) await undo().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
