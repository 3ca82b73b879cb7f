import { postgresEventStore } from '#event-store';
import { readModel } from '#projections';
import { claimTexts } from '#texts';
import { CLAIM, type Answer } from './answer.js';
import { signedInMember } from './attempts.js';
import { addressIn, codeIn, faultsOf, LONGEST_MESSAGE, LONGEST_NAME, textIn } from './fields.js';
import { requestPage } from './pages/forms.js';
import type { ClaimPorts } from './ports.js';
import { limitedAnswer, staleAnswer } from './refusals.js';
import { idHash, newAttemptId } from './secrets.js';
import type { Visit } from './visit.js';

/** The form for those who cannot read the purchase address any more. */
export const showRequest = (visit: Visit): Answer => ({ kind: 'page', status: 200, page: requestPage(claimTexts[visit.language]) });

interface Asked {
  readonly address: string;
  readonly code: string;
  readonly member: string;
  readonly name: string;
  readonly message: string;
}

const askedIn = ({ form }: Visit): { asked?: Asked; wrong: Parameters<typeof faultsOf>[1] } => {
  const [address, code, member] = [addressIn(form.get('address')), codeIn(form.get('code')), addressIn(form.get('member'))];
  const [name, message] = [textIn(form.get('requester')).replaceAll('\n', ' '), textIn(form.get('message'))];
  const wrong = {
    ...{ address: !address, code: !code, member: !member },
    ...{ requester: name.length > LONGEST_NAME, message: message.length > LONGEST_MESSAGE },
  };
  const whole = address && code && member && !wrong.requester && !wrong.message;
  return whole ? { asked: { address, code, member, name, message }, wrong } : { wrong };
};

/** Which member it is for, as they say, or as they signed in; the same questions are put whatever the answers are. */
const memberOf = async ({ pool, personOf, now }: ClaimPorts, { id }: Visit, address: string): Promise<string | undefined> => {
  const person = personOf(address);
  const signedIn = await signedInMember(pool, idHash(id), now());
  return signedIn ?? (await readModel(pool).membersOf([person])).get(person);
};

/** What they say goes into the log as it is, proven by nothing: a person decides. Sent twice, it is one request. */
const keep = async (ports: ClaimPorts, visit: Visit, { address, code, member: account, name, message }: Asked): Promise<void> => {
  const attempt = idHash(visit.id).toString('hex');
  const member = await memberOf(ports, visit, account);
  const data = { occurredAt: ports.now().toISOString(), request: attempt.slice(0, 16), person: ports.personOf(address), code };
  await postgresEventStore(ports.pool).append([
    {
      key: `claim/${attempt}/request`,
      event: { type: 'ClaimRequested', data: { ...data, ...(member && { member }) } },
      metadata: { source: 'catraca', schema: 1 },
      personal: { email: address, memberEmail: account, ...(name && { name }), ...(message && { message }) },
    },
  ]);
};

/** The form, filled in: the same answer for everybody. */
export const requestClaim = async (ports: ClaimPorts, visit: Visit): Promise<Answer> => {
  if (!visit.genuine) return staleAnswer(visit);
  const texts = claimTexts[visit.language];
  const { asked, wrong } = askedIn(visit);
  if (!asked) return { kind: 'page', status: 422, page: requestPage(texts, { typed: visit.form, faults: faultsOf(texts, wrong) }) };
  const wait = await ports.limits('request', visit.sender, ports.personOf(asked.address));
  if (wait !== undefined) return limitedAnswer(visit, wait);
  await keep(ports, visit, asked);
  ports.wake();
  return { kind: 'go', to: `${CLAIM}/requested`, id: newAttemptId() };
};
