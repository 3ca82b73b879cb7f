import { defined, type DomainEvent, type Instant, type Money, type PersonKey, type ProductRef, type SaleRef } from '#domain';
import type { Reading } from '../source.js';
import { contractId, facts, invoiceSale, onlyOne, reads, saleOf, told, whenOf, type DataReader, type Heard, type When } from './heard.js';
import { moneyOf } from './paid.js';
import { InvoiceData } from './payload.js';
import { beneficiaryOf } from './person.js';

/** What every word about an invoice as a whole says. */
export interface OfInvoice {
  readonly occurredAt: Instant;
  readonly sale: SaleRef;
  readonly charge: string;
  readonly product?: ProductRef;
  readonly person?: PersonKey;
}

/** A renewal is another invoice of the same contract; without a contract the invoice stands for itself. */
export const contractOf = ({ contract }: InvoiceData): string | undefined => contractId(contract?.id);

/** What was charged: what was really paid, else the price. */
export const chargedIn = ({ paid, price }: InvoiceData): Money | undefined =>
  moneyOf(paid?.value, paid?.currency) ?? moneyOf(price?.value, price?.currency);

/** One fact about a whole invoice, whatever its items are. */
export interface Word {
  readonly word: string;
  readonly when: When;
  readonly make: (of: OfInvoice, data: InvoiceData) => DomainEvent;
}

export const said = (data: InvoiceData, { context }: Heard, { word, when, make }: Word): Reading => {
  const { person, personal } = beneficiaryOf(data.student, data.buyer, context);
  const products = (data.items ?? []).flatMap(({ productId }) => (productId === undefined ? [] : [productId]));
  const of = { sale: saleOf(contractOf(data) ?? invoiceSale(data.id)), charge: data.id, product: onlyOne(products), person };
  return facts(told(['charge', data.id, word], when, make(defined({ occurredAt: when.at, ...of }), data), personal));
};

/** A reader of a word that has no time but the envelope's. */
export const says = (word: string, make: Word['make']): DataReader =>
  reads(InvoiceData, (data, heard) => said(data, heard, { word, when: whenOf(heard, heard.sentAt), make }));
