import { LONG_MS, restAfter } from '../rest.js';

/** Answers as `ask` does, or with its last answer while it rests from an asking that took long. `now`: milliseconds that only go forward. */
export const rested = <Answer>(ask: () => Promise<Answer>, now = () => performance.now()): (() => Promise<Answer>) => {
  let last: { answer: Answer; until: number } | undefined;
  return async () => {
    const began = now();
    if (last && began < last.until) return last.answer;
    const answer = await ask();
    const took = now() - began;
    last = took < LONG_MS ? undefined : { answer, until: now() + restAfter(took) };
    return answer;
  };
};
