import { checkInvariants, postgresEvidence } from '#proof';
import { SECRETS } from './house-config.js';
import type { House } from './house.js';
import { memberIn } from './scenarios/people.js';
import type { Stage } from './scenario.js';

/** All seven invariants, with what the fakes and the outbox know. Nothing is under way, so all must have converged. */
const invariants = async ({ pool, cativa, outbox }: House): Promise<readonly string[]> => {
  const moment = { now: new Date().toISOString() };
  const secrets = Object.values(SECRETS);
  const found = await checkInvariants(postgresEvidence(pool), { moment, answered: outbox.acknowledged, holds: cativa.holds, quiet: true, secrets });
  return found.flatMap(({ invariant, breaches }) => breaches.map((breach) => `${invariant}: ${breach}`));
};

/** Commands that changed nothing. One is allowed: the kill had made the answer to its first try unknown. */
const needless = ({ house, tag }: Stage): readonly string[] => {
  const member = memberIn(house, tag);
  const again = house.cativa.calls.filter((call) => call.member === member && call.outcome === 'already');
  return again.length <= 1 ? [] : [`${again.length} commands for ${tag} found their work done`];
};

const unanswered = async ({ pool }: House): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ id: string }>('select id from deliveries where ask is not null');
  return rows.map(({ id }) => `delivery ${id} still leaves a question open`);
};

const mailsTwice = ({ mail }: House): readonly string[] => {
  const ids = mail.mails.map(({ headers }) => headers['message-id'] ?? '');
  return ids.filter((id, index) => ids.indexOf(id) !== index).map((id) => `the mail ${id} went twice`);
};

const givenUp = async ({ queue }: House): Promise<readonly string[]> => {
  const failed = await queue.failed();
  return failed === 0 ? [] : [`${failed} jobs were given up`];
};

/** All that is wrong in a house when a telling has ended; empty in the end, or a point has not been survived. */
export const breachesIn = async (stage: Stage): Promise<readonly string[]> => {
  const { house } = stage;
  return [...(await invariants(house)), ...needless(stage), ...(await unanswered(house)), ...mailsTwice(house), ...(await givenUp(house))];
};
