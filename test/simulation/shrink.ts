import type { Script, Step } from './script.js';
import { simulate } from './simulate.js';

/** Leaves out what is not needed to break the same promise: halves first, then ever smaller pieces, until no step can be spared. */
export const shrink = async (script: Script, broken: string): Promise<Script> => {
  const invariant = broken.slice(0, 2);
  const stillBreaks = async (steps: readonly Step[]): Promise<boolean> =>
    (await simulate({ ...script, steps }).catch(() => ({ breach: '' }))).breach?.startsWith(invariant) === true;
  let steps = script.steps;
  for (let size = Math.ceil(steps.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2)) {
    for (let from = 0; from < steps.length;) {
      const fewer = steps.filter((_, index) => index < from || index >= from + size);
      if (fewer.length < steps.length && (await stillBreaks(fewer))) steps = fewer;
      else from += size;
    }
  }
  return { ...script, steps };
};
