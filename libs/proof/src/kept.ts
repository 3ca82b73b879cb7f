import type { Claims, Evidence } from './evidence.js';
import { finding, type Finding } from './finding.js';

const PAGE = 1000;

/** I1: what was answered 200 is kept; what was answered "accepted" has facts of its own in the log. */
export const kept = async (evidence: Evidence, { answered = [] }: Claims): Promise<Finding> => {
  const { look, breach, done } = finding('I1');
  for (let from = 0; from < answered.length; from += PAGE) {
    const page = answered.slice(from, from + PAGE);
    const found = await evidence.kept(page.map(({ delivery }) => delivery));
    look(page.length);
    for (const { delivery, outcome } of page) {
      const row = found.get(delivery);
      if (row === undefined) breach(`delivery ${delivery} was answered 200 and is not kept`);
      else if (outcome === 'accepted' && row.facts === 0) breach(`delivery ${delivery} was accepted and has no fact in the log`);
    }
  }
  return done();
};
