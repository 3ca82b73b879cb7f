import { postgresEventStore, inTransaction } from '#event-store';
import { claimTexts } from '#texts';
import { CLAIM, type Answer } from './answer.js';
import { countTry, finishAttempt, type TriedAttempt } from './attempts.js';
import { sendNotice } from './claim-mails.js';
import { digitsIn, faultsOf } from './fields.js';
import { codesPage } from './pages/forms.js';
import type { ClaimPorts } from './ports.js';
import { limitedAnswer, staleAnswer } from './refusals.js';
import { codeHash, idHash, sameBytes, unseal } from './secrets.js';
import type { Visit } from './visit.js';

const pageOf = (ports: ClaimPorts, { language }: Visit, again: Parameters<typeof codesPage>[2] = {}) =>
  codesPage(claimTexts[language], ports.signIn !== undefined, again);

/** The second form; the same for everybody, whatever came before. */
export const showCodes = (ports: ClaimPorts, visit: Visit): Answer => ({ kind: 'page', status: 200, page: pageOf(ports, visit) });

interface Given {
  readonly purchase: Buffer;
  readonly member: Buffer;
}

/** Both are compared in any case: how long it takes says nothing about which one was wrong. */
const isRight = ({ purchase_code, member_code }: TriedAttempt, given: Given): boolean => {
  const purchase = sameBytes(purchase_code, given.purchase);
  const member = member_code === null || sameBytes(member_code, given.member);
  return purchase && member;
};

type Proven = TriedAttempt & { readonly sale: string; readonly member: string };
const isProven = (tried: TriedAttempt, given: Given): tried is Proven => isRight(tried, given) && tried.sale !== null && tried.member !== null;

/** Uses the attempt up and writes the fact, both or neither; false when another call has. */
const move = async ({ pool, now }: ClaimPorts, key: Buffer, { sale, member }: Proven): Promise<boolean> =>
  inTransaction(pool, async (client) => {
    if (!(await finishAttempt(client, key, now()))) return false;
    const event = { type: 'SaleClaimed' as const, data: { occurredAt: now().toISOString(), sale, member, by: 'buyer' } };
    await postgresEventStore(client).append([{ key: `claim/${key.toString('hex')}`, event, metadata: { source: 'catraca', schema: 1 } }]);
    return true;
  });

const notRight = (ports: ClaimPorts, visit: Visit, left: number): Answer => {
  const texts = claimTexts[visit.language];
  return { kind: 'page', status: 422, page: pageOf(ports, visit, { fault: left > 0 ? texts.notRight(left) : texts.noLongerGood }) };
};

/** What was typed, hashed; nothing when it cannot be a code, which costs no try. */
const givenIn = (ports: ClaimPorts, { form, id }: Visit): Given | undefined => {
  const purchase = digitsIn(form.get('purchaseCode'));
  const member = ports.signIn ? purchase : digitsIn(form.get('memberCode'));
  return purchase && member ? { purchase: codeHash(id, 'purchase', purchase), member: codeHash(id, 'member', member) } : undefined;
};

const unreadable = (ports: ClaimPorts, visit: Visit): Answer => {
  const wrong = { purchaseCode: !digitsIn(visit.form.get('purchaseCode')), memberCode: !digitsIn(visit.form.get('memberCode')) };
  return { kind: 'page', status: 422, page: pageOf(ports, visit, { faults: faultsOf(claimTexts[visit.language], wrong) }) };
};

/** Counts the try, then compares; what was proven. */
const proven = async ({ pool, now }: ClaimPorts, key: Buffer, given: Given): Promise<Proven | { left: number }> => {
  const tried = await countTry(pool, key, now());
  if (!tried) return { left: 0 };
  return isProven(tried, given) ? tried : { left: tried.left };
};

const wasProven = (tried: Proven | { left: number }): tried is Proven => 'sale' in tried;

/** The codes, filled in: right within ten minutes and five tries, the sale is the member's. A code works once. */
export const giveCodes = async (ports: ClaimPorts, visit: Visit): Promise<Answer> => {
  if (!visit.genuine) return staleAnswer(visit);
  const wait = await ports.limits('codes', visit.sender);
  if (wait !== undefined) return limitedAnswer(visit, wait);
  const given = givenIn(ports, visit);
  if (!given) return unreadable(ports, visit);
  const key = idHash(visit.id);
  const tried = await proven(ports, key, given);
  if (!wasProven(tried)) return notRight(ports, visit, tried.left);
  if (!(await move(ports, key, tried))) return notRight(ports, visit, 0);
  ports.wake();
  const told = { id: visit.id, language: visit.language, to: unseal(visit.id, tried.sealed), sale: tried.sale };
  return { kind: 'go', to: `${CLAIM}/done`, after: async () => sendNotice(ports, told) };
};
