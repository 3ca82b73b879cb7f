/** 0 done, 1 the answer is no, 2 wrong use, 3 cannot reach the database. */
export const EXIT = { done: 0, no: 1, wrongUse: 2, noDatabase: 3 } as const;

/** Ends a command with a sentence and a code. */
export class CommandError extends Error {
  override readonly name = 'CommandError';
  constructor(
    message: string,
    readonly code: number = EXIT.no,
  ) {
    super(message);
  }
}
