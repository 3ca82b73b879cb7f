import { setTimeout as pause } from 'node:timers/promises';

/** What the door said of itself at a moment of `performance.now()`; 0 is no answer within two seconds. */
export interface Pulse {
  readonly at: number;
  readonly ready: number;
  readonly live: number;
}

/** Asks the door for its health four times a second. */
export interface HealthWatch {
  readonly pulses: readonly Pulse[];
  stop(): Promise<void>;
}

const EVERY_MS = 250;
const PATIENCE_MS = 2000;

const statusOf = async (url: string): Promise<number> =>
  fetch(url, { signal: AbortSignal.timeout(PATIENCE_MS) }).then(
    async (answer) => {
      await answer.arrayBuffer();
      return answer.status;
    },
    () => 0,
  );

export const watchHealth = (ingress: string): HealthWatch => {
  const pulses: Pulse[] = [];
  let watching = true;
  const watch = async (): Promise<void> => {
    while (watching) {
      const at = performance.now();
      const [ready, live] = await Promise.all([statusOf(`${ingress}/health/ready`), statusOf(`${ingress}/health/live`)]);
      pulses.push({ at, ready, live });
      await pause(EVERY_MS);
    }
  };
  const watched = watch();
  return {
    pulses,
    stop: async () => {
      watching = false;
      await watched;
    },
  };
};
