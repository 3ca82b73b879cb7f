/**
 * Ends a role in order: on SIGTERM or SIGINT, and when the process that started it is gone (its message channel
 * closes), so that nobody is left behind when a supervisor is killed.
 */
export const closeOnSignal = (close: () => Promise<void>): void => {
  let closing = false;
  const end = (): void => {
    if (closing) return;
    closing = true;
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (process.send !== undefined) process.on('disconnect', end);
};
