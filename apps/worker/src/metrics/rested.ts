/** Where an answer takes longer than this, in milliseconds, it also serves whoever asks within nine times as long: asking fills a tenth of the day at most. */
const [LONG_MS, REST] = [1000, 9];

/** Answers as `ask` does, or with its last answer where asking takes long. `now`: milliseconds that only go forward. */
export const rested = <Answer>(ask: () => Promise<Answer>, now = () => performance.now()): (() => Promise<Answer>) => {
  let last: { answer: Answer; until: number } | undefined;
  return async () => {
    const began = now();
    if (last && began < last.until) return last.answer;
    const answer = await ask();
    const took = now() - began;
    last = took < LONG_MS ? undefined : { answer, until: now() + REST * took };
    return answer;
  };
};
