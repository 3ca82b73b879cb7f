import type { MemberId } from '#domain';
import { readModel } from '#projections';
import { claimTexts } from '#texts';
import { CLAIM, type Answer } from './answer.js';
import { findSale, keepAttempt, signedInMember, sweepAttempts } from './attempts.js';
import { CODE_MINUTES, sendCodes } from './claim-mails.js';
import { addressIn, codeIn, faultsOf } from './fields.js';
import { startPage } from './pages/forms.js';
import type { ClaimPorts } from './ports.js';
import { limitedAnswer, staleAnswer } from './refusals.js';
import { codeHash, idHash, newAttemptId, newCode, seal } from './secrets.js';
import type { Visit } from './visit.js';

const memberHere = async (ports: ClaimPorts, visit: Visit): Promise<MemberId | undefined> =>
  ports.signIn ? signedInMember(ports.pool, idHash(visit.id), ports.now()) : undefined;

const signInState = (ports: ClaimPorts, member: MemberId | undefined): 'needed' | 'done' | 'none' => {
  if (!ports.signIn) return 'none';
  return member === undefined ? 'needed' : 'done';
};

/** The first form. Changes nothing. */
export const showStart = async (ports: ClaimPorts, visit: Visit): Promise<Answer> => ({
  kind: 'page',
  status: 200,
  page: startPage(claimTexts[visit.language], signInState(ports, await memberHere(ports, visit))),
});

interface Asked {
  readonly address: string;
  readonly code: string;
  /** The address of the account; the purchase address again where the member has signed in, so that the work is the same. */
  readonly member: string;
}

const askedIn = ({ form }: Visit, signedIn: boolean): Partial<Asked> => {
  const address = addressIn(form.get('address'));
  const member = signedIn ? address : addressIn(form.get('member'));
  const code = codeIn(form.get('code'));
  return { ...(address && { address }), ...(code && { code }), ...(member && { member }) };
};

const isWhole = (asked: Partial<Asked>): asked is Asked => asked.address !== undefined && asked.code !== undefined && asked.member !== undefined;

/** Who is asked about: a sale of this buyer, and a member. The same questions are put whatever the answers are. */
const lookUp = async ({ pool, personOf }: ClaimPorts, { address, code, member }: Asked) => {
  const [buyer, account] = [personOf(address), personOf(member)];
  const sale = await findSale(pool, buyer, code);
  return { sale, account: (await readModel(pool).membersOf([account])).get(account) };
};

/** Keeps the attempt, fitting or not, and says what is to be done when the answer has left. */
const begin = async (ports: ClaimPorts, visit: Visit, asked: Asked, signedIn: MemberId | undefined): Promise<Pick<Answer, 'id' | 'after'>> => {
  const now = ports.now();
  await sweepAttempts(ports.pool, now);
  const { sale, account } = await lookUp(ports, asked);
  const member = signedIn ?? account;
  const fits = sale !== undefined && member !== undefined;
  const id = newAttemptId();
  const codes = { purchase: newCode(), member: newCode() };
  await keepAttempt(ports.pool, {
    idHash: idHash(id),
    now,
    expiresAt: new Date(now.getTime() + CODE_MINUTES * 60_000),
    ...(fits && { sale }),
    ...((fits || signedIn) && { member }),
    purchaseCode: codeHash(id, 'purchase', codes.purchase),
    ...(signedIn === undefined && { memberCode: codeHash(id, 'member', codes.member) }),
    sealed: seal(id, asked.address),
  });
  const letters = [
    { to: asked.address, purpose: 'purchase' as const, code: codes.purchase },
    ...(signedIn === undefined ? [{ to: asked.member, purpose: 'member' as const, code: codes.member }] : []),
  ];
  return { id, after: async () => sendCodes(ports, { id, language: visit.language, fits, letters }) };
};

const refusedForm = (ports: ClaimPorts, visit: Visit, asked: Partial<Asked>, member: MemberId | undefined): Answer => {
  const texts = claimTexts[visit.language];
  const faults = faultsOf(texts, { address: !asked.address, code: !asked.code, member: !member && !asked.member });
  return { kind: 'page', status: 422, page: startPage(texts, signInState(ports, member), { typed: visit.form, faults }) };
};

/** The first form, filled in: whoever and whatever is named, the answer is the same, and so is the work for it. */
export const startClaim = async (ports: ClaimPorts, visit: Visit): Promise<Answer> => {
  if (!visit.genuine) return staleAnswer(visit);
  const member = await memberHere(ports, visit);
  const texts = claimTexts[visit.language];
  if (ports.signIn && member === undefined) {
    return { kind: 'page', status: 403, page: startPage(texts, 'needed', { fault: texts.signInFirst }) };
  }
  const asked = askedIn(visit, member !== undefined);
  if (!isWhole(asked)) return refusedForm(ports, visit, asked, member);
  const wait = await ports.limits('claim', visit.sender, ports.personOf(asked.address));
  if (wait !== undefined) return limitedAnswer(visit, wait);
  return { kind: 'go', to: `${CLAIM}/codes`, ...(await begin(ports, visit, asked, member)) };
};
