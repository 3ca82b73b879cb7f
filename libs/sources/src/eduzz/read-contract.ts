import { defined, type DomainEvent, type Instant, type PersonKey, type ProductRef, type SaleRef } from '#domain';
import type { KeyedFact } from '../source.js';
import { facts, folded, ignored, onlyOne, reads, saleOf, told, unreadable, whenOf, type Heard, type When } from './heard.js';
import { paidFor } from './paid.js';
import { ContractData } from './payload.js';
import { beneficiaryOf, type Beneficiary } from './person.js';

interface OfContract {
  readonly occurredAt: Instant;
  readonly sale: SaleRef;
  readonly product?: ProductRef;
  readonly person?: PersonKey;
}

/** A contract as one event tells it. `of`: what each of its facts says. */
interface Told {
  readonly data: ContractData;
  readonly when: When;
  readonly of: OfContract;
  readonly who: Beneficiary;
}

type Teller = (told: Told) => readonly KeyedFact[];

const productsOf = ({ products = [] }: ContractData): readonly string[] => products.flatMap(({ id }) => (id === undefined ? [] : [id]));

const says = ({ data, when, who }: Told, word: string, fact: DomainEvent): KeyedFact =>
  told(['sale', data.contract.id, word], when, fact, who.personal);

/** A due date that is over says nothing about what is paid. */
const nextDue = ({ data, when }: Told): Instant | undefined => {
  const due = data.contract.recurrence?.nextDue;
  return due !== undefined && due > when.at ? due : undefined;
};

const nothing: Teller = () => [];

const failed: Teller = (contract) => [says(contract, 'failed', { type: 'RenewalFailed', data: contract.of })];

/** A contract is not money: it moves the end of what was paid and never pays. */
const moved: Teller = (contract) => {
  const paidUntil = nextDue(contract);
  return paidUntil === undefined ? [] : [says(contract, 'date', { type: 'SubscriptionMoved', data: { ...contract.of, paidUntil } })];
};

/** No more charges until somebody takes it up again: grace as for a late one, and never less than what is paid already. */
const suspended: Teller = (contract) => [...failed(contract), ...moved(contract)];

const ended = (contract: Told, endsAt: Instant | null | 'unknown', finished?: true): KeyedFact =>
  says(contract, 'ended', { type: 'SubscriptionEnded', data: defined({ ...contract.of, endsAt, finished }) });

/** Paid time lasts until the next charge would have come; one that was due before it was cancelled leaves nothing. */
const cancelled: Teller = (contract) => {
  const due = contract.data.contract.recurrence?.nextDue;
  return [ended(contract, due === undefined ? 'unknown' : (nextDue(contract) ?? null))];
};

const isInstalments = ({ data: { contract } }: Told): boolean => (contract.isPSL ?? contract.isUnlimitedInstallments) === true;

/** All charges were made. Of instalments that was the price, now paid in full: no end of anything. */
const finished: Teller = (contract) => {
  const { finishesAt, lastDue, finalDue } = contract.data.contract.recurrence ?? {};
  return isInstalments(contract) ? [] : [ended(contract, finishesAt ?? lastDue ?? finalDue ?? null, true)];
};

/** Access before the first payment; no invoice tells of it. */
const trial: Teller = (contract) => {
  const { data, when, who } = contract;
  const { id, recurrence } = data.contract;
  const terms = defined({ recurring: true, trial: true, paidUntil: recurrence?.nextDue });
  return paidFor(
    { sale: id, charge: `trial-${id}`, word: 'trial', when, ...who, ...terms },
    productsOf(data).map((product) => ({ product })),
  );
};

const TELLERS: ReadonlyMap<string, Teller> = new Map([
  ['late', failed],
  ['defaulter', failed],
  ['suspended', suspended],
  ['canceled', cancelled],
  ['cancelled', cancelled],
  ['finished', finished],
  ['trial', trial],
  ['uptodate', moved],
  ['free', moved],
  ['awaitingpayment', nothing],
  ['waitingpayment', nothing],
]);

/** The seller's own wish, set at the product in Eduzz. */
const terms: Teller = (contract) => {
  const { removeOnContractEnd, removeOnLatePayment } = contract.data.contract.contentAccess ?? {};
  if (removeOnContractEnd === undefined && removeOnLatePayment === undefined) return [];
  const wish = defined({ endsWithContract: removeOnContractEnd, endsWhenLate: removeOnLatePayment });
  return [says(contract, 'terms', { type: 'TermsStated', data: { ...contract.of, ...wish } })];
};

const toldOf = (data: ContractData, heard: Heard): Told => {
  const when = whenOf(heard, heard.sentAt, data.contract.updatedAt);
  const who = beneficiaryOf(data.customer, data.financialResponsible, heard.context);
  const of = { occurredAt: when.at, sale: saleOf(data.contract.id), product: onlyOne(productsOf(data)), person: who.person };
  return { data, when, who, of: defined(of) };
};

/** The events about a contract differ by nothing but its status; each tells it as it is now. */
export const readContract = reads(ContractData, (data, heard) => {
  const status = folded(data.contract.status);
  const tell = TELLERS.get(status);
  if (tell === undefined) return unreadable('data.contract.status: expected a known status');
  if (status === 'trial' && productsOf(data).length === 0) return unreadable('data.products: expected at least one product');
  const contract = toldOf(data, heard);
  const said = [...tell(contract), ...terms(contract)];
  return said.length > 0 ? facts(...said) : ignored(status === 'finished' ? 'the last instalment was paid' : 'no word about access');
});
