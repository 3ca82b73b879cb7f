import type { Evidence } from './evidence.js';
import { finding, type Finding } from './finding.js';

/** I3: the live tables equal a fold of the log from zero. */
export const derived = async (evidence: Evidence): Promise<Finding> => {
  const { look, breach, done } = finding('I3');
  const differences = await evidence.differences();
  look((await evidence.checkpoints()).size);
  differences.forEach(({ projection, key }) => breach(`${projection} ${key} is not what the log says`));
  return done();
};
