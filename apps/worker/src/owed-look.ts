/**
 * A run that fails may have folded facts and woken nobody for them, and so may the process before this one: those members would
 * wait for the clock. So a look at everybody is owed at first and after each failure, and the next run that succeeds asks for it.
 */
export const withOwedLook = (run: () => Promise<void>, lookAtEverybody: () => Promise<void>): (() => Promise<void>) => {
  let owed = true;
  return async () => {
    try {
      await run();
      if (owed) await lookAtEverybody();
      owed = false;
    } catch (error) {
      owed = true;
      throw error;
    }
  };
};
