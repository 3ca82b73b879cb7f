import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { corpusFiles, readKept } from './corpus.js';
import type { Target } from './engine.js';

/** Makes a test of every batch that is kept for a target, and of those that a run found on this machine. */
export const replays = <Input>(name: string, open: () => Promise<Target<Input>>): void =>
  describe(`what is kept for ${name}`, () => {
    let target: Target<Input> | undefined;
    beforeAll(async () => {
      target = await open();
    });
    afterAll(async () => target?.close());

    test.each(corpusFiles(name))('%s breaks nothing', async (file) => target?.attempt(readKept<Input>(file).batch));
  });
