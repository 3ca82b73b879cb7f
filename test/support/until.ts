import { setTimeout as pause } from 'node:timers/promises';

/** How long to wait, and for what: `what` completes the sentence "Still waiting after … for …". */
export interface Patience {
  readonly deadlineMs: number;
  readonly what: string;
}

/**
 * Ask again and again until the answer is neither false nor nothing, and return it. A question that throws counts
 * as "not yet"; its last complaint is part of the failure.
 */
export async function until<T>(condition: () => T | Promise<T>, { deadlineMs, what }: Patience): Promise<Exclude<T, false | undefined | null>> {
  const started = Date.now();
  let last = '';
  for (let wait = 5; Date.now() - started < deadlineMs; wait = Math.min(wait * 2, 100)) {
    const answer = await ask(condition);
    if (answer.yes) return answer.value;
    last = answer.said;
    await pause(wait);
  }
  throw new Error(`Still waiting after ${Date.now() - started} ms for ${what}. The last answer: ${last}`);
}

type Answer<T> = { yes: true; value: Exclude<T, false | undefined | null> } | { yes: false; said: string };

async function ask<T>(condition: () => T | Promise<T>): Promise<Answer<T>> {
  try {
    const value = await condition();
    return isYes(value) ? { yes: true, value } : { yes: false, said: String(value) };
  } catch (error) {
    return { yes: false, said: error instanceof Error ? error.message : String(error) };
  }
}

function isYes<T>(value: T): value is Exclude<T, false | undefined | null> {
  return value !== false && value !== undefined && value !== null;
}
