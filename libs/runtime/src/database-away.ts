/** `AggregateError`, which Node throws when a name has several addresses, has a code and no message. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return 'no reason given';
  return error.message || ('code' in error ? String(error.code) : 'no reason given');
};

/** Nobody answers where the database should be, or it does not let us in. */
export class DatabaseAway extends Error {
  override readonly name = 'DatabaseAway';
  constructor(cause: unknown) {
    super(`The database cannot be reached: ${reasonOf(cause)}. Check DATABASE_URL, and that the server runs and lets this machine in.`, { cause });
  }
}
