import type { Claims, Evidence } from './evidence.js';
import { finding, type Finding } from './finding.js';

/** I7: no address and no secret of this run stands in the open. */
export const discreet = async (evidence: Evidence, { secrets = [] }: Claims): Promise<Finding> => {
  const { look, breach, done } = finding('I7');
  look(secrets.length + 1);
  (await evidence.leaks(secrets)).forEach((place) => breach(`personal data or a secret stands in ${place}`));
  return done();
};
