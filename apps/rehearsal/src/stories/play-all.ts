import { explain } from '#runtime';
import type { Stage, Story } from './story.js';

const tellLeftOut = (left: readonly Story[], tell: Stage['tell']): void => {
  const names = left.map(({ name }) => name).join(', ');
  if (left.length > 0) tell(`\nNot played: ${names}. The catalog was changed and does not give the rehearsal's badge for their product.`);
};

/**
 * Plays one story after the other, the next one also when one does not end as it should. Gives a sentence for each of those:
 * which story, and why. What the catalog does not sell cannot be played.
 */
export const playAll = async (stories: readonly Story[], stage: Stage): Promise<readonly string[]> => {
  const failures: string[] = [];
  const sold = stories.filter(({ channel }) => stage.sells.includes(channel));
  for (const story of sold) {
    stage.tell(`\n${story.title}`);
    try {
      await story.play(stage);
    } catch (error) {
      const because = explain(error);
      failures.push(`${story.name}: ${because}`);
      stage.tell(`  This did not end as it should: ${because}`);
    }
  }
  tellLeftOut(
    stories.filter((story) => !sold.includes(story)),
    stage.tell,
  );
  return failures;
};
