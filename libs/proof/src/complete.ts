import type { GlobalPosition } from '#domain';
import { factPages, type Claims, type Evidence } from './evidence.js';
import { finding, type Finding } from './finding.js';

/** I2: positions are gapless from 1, and checkpoints agree with the log. */
export const complete = async (evidence: Evidence, { quiet = false }: Claims): Promise<Finding> => {
  const { look, breach, done } = finding('I2');
  let head: GlobalPosition = 0n;
  for await (const page of factPages(evidence)) {
    look(page.length);
    for (const { globalPosition } of page) {
      if (globalPosition !== head + 1n) breach(`the log goes from ${head} to ${globalPosition}`);
      head = globalPosition;
    }
  }
  const checkpoints = await evidence.checkpoints();
  for (const [name, position] of checkpoints) {
    look();
    // A fold may go on while we look: only in a quiet house must it stand just where the log ends.
    if (quiet && position !== head) breach(`${name} has folded up to ${position} of ${head}`);
  }
  return done();
};
