import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Target } from './engine.js';

/** What once broke something or is telling, for good; and what runs found here, which nobody has looked at yet. */
const FOLDERS = [join('test', 'fuzz', 'corpus'), join('.catraca', 'fuzz')];

/** A batch of inputs in a file of its own. */
export interface Kept<Input> {
  readonly file: string;
  readonly batch: readonly Input[];
}

const filesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith('.json'))
      .sort()
      .map((name) => join(folder, name));
  } catch {
    return [];
  }
};

/** The files of a target's corpus, with those that a run left on this machine. */
export const corpusFiles = (target: string): readonly string[] => FOLDERS.flatMap((folder) => filesIn(join(folder, target)));

export const readKept = <Input>(file: string): Kept<Input> => {
  const { batch } = JSON.parse(readFileSync(file, 'utf8')) as { batch?: readonly Input[] };
  if (!Array.isArray(batch) || batch.length === 0) throw new Error(`${file} holds no batch of inputs`);
  return { file, batch };
};

/** Writes down what was found where the next run and the next test find it; gives the file. */
export const keepFound = (target: string, seed: number, found: object): string => {
  const folder = join('.catraca', 'fuzz', target);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${seed}.json`);
  writeFileSync(file, `${JSON.stringify(found, undefined, 2)}\n`);
  return file;
};

/** Tries the whole corpus of a target. Gives how many batches hold, or the first that does not. */
export const replayCorpus = async <Input>(target: Target<Input>): Promise<{ held: number; fault?: { file: string; said: string } }> => {
  let held = 0;
  for (const { file, batch } of corpusFiles(target.name).map((name) => readKept<Input>(name))) {
    try {
      await target.attempt(batch);
      held += 1;
    } catch (error) {
      return { held, fault: { file, said: error instanceof Error ? (error.stack ?? error.message) : String(error) } };
    }
  }
  return { held };
};
