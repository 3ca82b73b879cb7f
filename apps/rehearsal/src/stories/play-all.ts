import { explain } from '#runtime';
import type { Stage, Story } from './story.js';

/**
 * Plays one story after the other, the next one also when one does not end as it should. Gives a sentence for each of those:
 * which story, and why.
 */
export const playAll = async (stories: readonly Story[], stage: Stage): Promise<readonly string[]> => {
  const failures: string[] = [];
  for (const story of stories) {
    stage.tell(`\n${story.title}`);
    try {
      await story.play(stage);
    } catch (error) {
      const because = explain(error);
      failures.push(`${story.name}: ${because}`);
      stage.tell(`  This did not end as it should: ${because}`);
    }
  }
  return failures;
};
