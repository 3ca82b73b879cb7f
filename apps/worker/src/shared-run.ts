/**
 * Callers who come while a run is under way share the next one: each gets a run that began after they asked, and
 * sixteen reconcilers that need the tables at the head cost one catch-up instead of sixteen.
 */
export const sharedRun = (run: () => Promise<void>): (() => Promise<void>) => {
  let current: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const begin = async (): Promise<void> => {
    const running = run();
    current = running;
    try {
      await running;
    } finally {
      if (current === running) current = undefined;
    }
  };
  return async () => {
    if (!current) return begin();
    next ??= current
      .catch(() => undefined)
      .then(async () => {
        next = undefined;
        return begin();
      });
    return next;
  };
};
