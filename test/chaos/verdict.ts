import { checkInvariants, postgresEvidence, type Finding } from '#proof';
import { BADGE, MAIL_DOMAIN, SECRETS } from './config.js';
import type { Stage } from './stage.js';

const DISCREET = [...Object.values(SECRETS), `@${MAIL_DOMAIN}`, 'Buyer '];

/** The seven invariants, held against the ledger. `quiet`: nothing is under way any more, and all must be as it should be. */
export const findings = async ({ pool, office, cativa }: Stage, quiet: boolean): Promise<readonly Finding[]> =>
  checkInvariants(postgresEvidence(pool), {
    moment: { now: new Date().toISOString() },
    answered: office.acknowledged,
    holds: (member, badge) => cativa.holds(member, badge),
    quiet,
    secrets: DISCREET,
  });

/** Whom the outside shows otherwise than her own deeds make right. */
const unserved = ({ load }: Stage): readonly string[] => load.unserved().map((one) => one.told());

/** Badges that nobody should ever have been asked about. */
const strangers = ({ cativa }: Stage): readonly string[] => cativa.badges().filter((badge) => badge !== BADGE);

const writtenTwice = ({ mail }: Stage): readonly string[] => {
  const counts = new Map<string, number>();
  mail.mails.forEach(({ to: [address = ''] }) => counts.set(address, (counts.get(address) ?? 0) + 1));
  return [...counts].filter(([, count]) => count > 1).map(([address, count]) => `${address} was written to ${count} times`);
};

const spilled = ({ roles }: Stage): readonly string[] =>
  roles.words().flatMap(({ role, text }) => DISCREET.filter((word) => text.includes(word)).map((word) => `the ${role} wrote ${word} into its log`));

/** What the outside itself has seen that must not be. */
export const breachesOutside = (stage: Stage): readonly string[] => [
  ...unserved(stage).slice(0, 10),
  ...strangers(stage),
  ...writtenTwice(stage).slice(0, 10),
  ...spilled(stage),
  ...stage.roles.falls(),
];
