import { setTimeout as pause } from 'node:timers/promises';
import { isQuiet, type Stage } from './stage.js';

/** How long after the fault the door answered 200 again, and how long until all was right that had been handed in before. */
export interface Recovery {
  readonly doorMs: number | undefined;
  readonly accessMs: number | undefined;
}

const DEADLINE_MS = 120_000;
const LOOK_MS = 50;

/** Asks until it is so; the time of the answer, or nothing when the patience is at its end. A question that throws counts as "not yet". */
const when = async (isSo: () => boolean | Promise<boolean>, deadlineMs: number): Promise<number | undefined> => {
  const safe = async (): Promise<boolean> => {
    try {
      return await isSo();
    } catch {
      return false;
    }
  };
  for (const end = performance.now() + deadlineMs; performance.now() < end; await pause(LOOK_MS)) if (await safe()) return performance.now();
  return undefined;
};

/** Watches the way back, from the moment at which the fault was over. */
export const recovery = async ({ office, load }: Pick<Stage, 'office' | 'load'>, over: number): Promise<Recovery> => {
  await when(() => office.firstGoodAfter(over) !== undefined, DEADLINE_MS);
  const door = office.firstGoodAfter(over);
  const access = await when(() => load.unserved(over).length === 0, DEADLINE_MS);
  return { doorMs: door && Math.max(0, door - over), accessMs: access && Math.max(0, access - over) };
};

/** Waits until nothing is under way any more; gives how long that took, or nothing when it never came about. */
export const settled = async (stage: Stage): Promise<number | undefined> => {
  const began = performance.now();
  const quiet = await when(async () => {
    await stage.cativa.delivered();
    return (await isQuiet(stage)) && (await isQuiet(stage));
  }, DEADLINE_MS);
  return quiet && quiet - began;
};

/** Waits until customers are being served, so that the trouble meets an installation at work. */
export const atWork = async ({ cativa, load, measure }: Stage): Promise<void> => {
  const goal = measure.rate * 2;
  const working = await when(
    () => load.served() >= goal && cativa.calls.filter(({ outcome }) => outcome === 'applied').length >= measure.rate,
    60_000,
  );
  if (working === undefined) throw new Error(`nobody was served within a minute: ${load.served()} customers are as they should be`);
};
