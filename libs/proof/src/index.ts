import { complete } from './complete.js';
import { converged } from './converged.js';
import { derived } from './derived.js';
import type { Claims, Evidence } from './evidence.js';
import { fair } from './fair.js';
import type { Finding } from './finding.js';
import { once } from './once.js';
import { kept } from './kept.js';
import { discreet } from './private.js';

export * from './evidence.js';
export * from './finding.js';
export * from './audit.js';
export * from './audits.js';

/** Holds all seven invariants against the evidence, one after the other. */
export const checkInvariants = async (evidence: Evidence, claims: Claims): Promise<readonly Finding[]> => {
  const findings = [await kept(evidence, claims), await complete(evidence, claims), await derived(evidence)];
  findings.push(await converged(evidence, claims), await fair(evidence, claims), await once(evidence), await discreet(evidence, claims));
  return findings;
};

export { complete, converged, derived, discreet, fair, kept, once };
