import type { HowEnded, Installation, Launch, Role, RoleProcess } from './role-processes.js';

/** A role that is started again at once whenever it ends by itself, as an orchestrator does. */
export interface KeptRole {
  /** The one that answers now; waits for a restart under way. Throws when starting it has failed too often. */
  current(): Promise<RoleProcess>;
  /** How and when each earlier one ended. */
  readonly falls: readonly Fall[];
  /** Ends it in order, and lets it be; tells how the last one ended. */
  stop(): Promise<HowEnded>;
}

/** `at`: by `performance.now()`. `awayMs`: until the next one answered; endless while it does not. */
export interface Fall extends HowEnded {
  readonly at: number;
  readonly awayMs: number;
}

const MOST_STARTS = 5;
const NEVER_ROSE: HowEnded = { code: null, signal: null };

/** `launchOf` is asked at every start, with how many falls there were before. */
export const keepUp = async (installation: Installation, role: Role, launchOf: (falls: number) => Launch = () => ({})): Promise<KeptRole> => {
  const falls: (Fall & { awayMs: number })[] = [];
  let wanted = true;

  const rise = async (tries = 1): Promise<RoleProcess> => {
    try {
      return await installation.start(role, launchOf(falls.length));
    } catch (error) {
      if (!wanted || tries >= MOST_STARTS) throw error;
      return rise(tries + 1);
    }
  };
  const watch = (running: RoleProcess): void => {
    void running.ended.then((how) => {
      if (!wanted) return;
      const fall = { ...how, at: performance.now(), awayMs: Infinity };
      falls.push(fall);
      now = rise();
      now.then(
        (risen) => {
          fall.awayMs = performance.now() - fall.at;
          watch(risen);
        },
        () => undefined, // told to whoever asks for the role
      );
    });
  };

  let now = rise();
  watch(await now);
  return {
    falls,
    current: async () => now,
    stop: async () => {
      wanted = false;
      return now.then(
        async (running) => running.stop(),
        () => NEVER_ROSE,
      );
    },
  };
};
