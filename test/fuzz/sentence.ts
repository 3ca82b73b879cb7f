import { Fault } from './engine.js';

/** Longer than this is read by nobody. */
const LONGEST = 3000;
/** Inputs are a megabyte at most; none takes longer on a busy machine. */
const PATIENCE_MS = 10_000;

/** One line for a person: no stack, no control characters, an end. */
export const expectSentence = (said: string): void => {
  if (said.trim() === '') throw new Fault('it says nothing');
  if (said.length > LONGEST) throw new Fault(`it says ${said.length} characters: ${said.slice(0, 300)}`);
  const found =
    /[\p{Cc}\p{Cs}\u2028\u2029]|\bat .*:\d+:\d+|node_modules|(Type|Range|Syntax|Reference|Internal)Error|call stack|tack overflow|regular expression|\[object /u.exec(
      said,
    )?.[0];
  if (found !== undefined) throw new Fault(`no sentence, for ${JSON.stringify(found)} in it: ${said}`);
};

/** Runs it and measures: a hang is found by whoever runs this, slowness here. */
export const inTime = async (work: () => Promise<void>): Promise<void> => {
  const began = performance.now();
  await work();
  const ms = Math.round(performance.now() - began);
  if (ms > PATIENCE_MS) throw new Fault(`it took ${ms} ms`);
};
