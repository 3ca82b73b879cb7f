/** Supervisors kill ten seconds after they asked; a role is gone well before, also on a machine with its hands full. */
const PATIENCE_MS = 6000;

const LEFT = 'What was under way is left as it is: webhooks without an answer are sent again, and jobs are taken up by the next worker.';

/**
 * Ends a role in order: on SIGTERM or SIGINT, and when the process that started it is gone (its message channel
 * closes), so that nobody is left behind when a supervisor is killed. What cannot end, because a server that it waits
 * for does not answer, is left after `patienceMs`: it is no more than what a crash would leave, and nothing depends on it.
 */
export const closeOnSignal = (close: () => Promise<void>, patienceMs = PATIENCE_MS): void => {
  let closing = false;
  const leave = (): void => {
    process.stderr.write(`Asked to end, and not done after ${patienceMs / 1000} s. ${LEFT}\n`);
    process.exit(0);
  };
  const end = (): void => {
    if (closing) return;
    closing = true;
    setTimeout(leave, patienceMs);
    close().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
  if (process.send !== undefined) process.on('disconnect', end);
};
