import { defined, type ChargeReversed, type PaymentAwaited, type PaymentLapsed } from '#domain';
import type { Reading } from '../source.js';
import { invoiceSale, facts, folded, reads, unreadable, whenOf, type DataReader, type Heard, type When } from './heard.js';
import { chargedIn, contractOf, said, says, type OfInvoice } from './invoice.js';
import { moneyOf, paidFor, type Bought } from './paid.js';
import { InvoiceData } from './payload.js';
import { beneficiaryOf } from './person.js';

/** What each item costs; of a single one, what was really paid. */
const boughtIn = ({ paid, items = [] }: InvoiceData): readonly Bought[] =>
  items.flatMap(({ productId, price }): readonly Bought[] => {
    const real = items.length === 1 ? moneyOf(paid?.value, paid?.currency) : undefined;
    return productId === undefined ? [] : [defined({ product: productId, amount: real ?? moneyOf(price?.value, price?.currency) })];
  });

/** An item without its product would be a purchase that opens nothing: then a person looks at all of them. */
const issuesOf = ({ items = [] }: InvoiceData): readonly string[] =>
  items.length === 0
    ? ['data.items: expected at least one product']
    : items.flatMap(({ productId }, index) => (productId === undefined ? [`data.items.${index}.productId: expected an id`] : []));

/** "Parcelamento sem limite": one price, paid bit by bit. The word of the two that is there counts. */
const isInstalment = ({ contract }: InvoiceData): true | undefined => ((contract?.isUnlimitedInstallments ?? contract?.isPSL) ? true : undefined);

const paid = (data: InvoiceData, heard: Heard): Reading => {
  const contract = contractOf(data);
  const terms = {
    recurring: contract !== undefined,
    instalments: contract === undefined ? undefined : isInstalment(data),
    offer: data.offer,
    paidAt: data.paidAt,
  };
  const when = whenOf(heard, data.paidAt, heard.sentAt, data.createdAt);
  const of = { sale: contract ?? invoiceSale(data.id), charge: data.id, word: 'paid', when };
  return facts(...paidFor({ ...of, ...beneficiaryOf(data.student, data.buyer, heard.context), ...defined(terms) }, boughtIn(data)));
};

/** The money is there: the first purchase and every renewal alike. The end of the paid time does not come with it; contract events tell it. */
export const readPaid = reads(InvoiceData, (data, heard) => {
  const issues = issuesOf(data);
  return issues.length > 0 ? unreadable(...issues.slice(0, 20)) : paid(data, heard);
});

const reversed = (data: InvoiceData, heard: Heard, { kind, when }: { kind: ChargeReversed['data']['kind']; when: When }): Reading => {
  const whole = kind === 'chargeback' || folded(data.status) !== 'partialrefund';
  const make = (of: OfInvoice): ChargeReversed => ({
    type: 'ChargeReversed',
    data: defined({ ...of, kind, whole, of: chargedIn(data) }),
  });
  return said(data, heard, { word: whole ? kind : `${kind}-part`, when, make });
};

/** The block about a chargeback stands empty in invoices that nobody disputes. */
const isChargedBack = ({ chargeback }: InvoiceData): boolean => chargeback?.status !== undefined || chargeback?.createdAt !== undefined;

/** How much went back is not in the payload; that it was a part, only the status says. */
export const readRefunded = reads(InvoiceData, (data, heard) =>
  reversed(data, heard, { kind: isChargedBack(data) ? 'chargeback' : 'refund', when: whenOf(heard, data.refundedAt, heard.sentAt) }),
);

/** This event is known from integrators only; the block in it is documented. */
export const readChargeback = reads(InvoiceData, (data, heard) =>
  reversed(data, heard, { kind: 'chargeback', when: whenOf(heard, data.chargeback?.createdAt, heard.sentAt) }),
);

/** Asked for, not done yet. */
export const readWaitingRefund = says('disputed', (of) => ({ type: 'ChargeDisputed', data: { ...of, kind: 'refund-request' } }));

/** This invoice came to nothing; the next card of the same buyer is another invoice. */
export const readLapsed = (kind: PaymentLapsed['data']['kind']): DataReader => says(kind, (of) => ({ type: 'PaymentLapsed', data: { ...of, kind } }));

const awaited = (of: OfInvoice, { paymentMethod, dueDate }: InvoiceData): PaymentAwaited => ({
  type: 'PaymentAwaited',
  data: defined({ ...of, method: paymentMethod, expiresAt: dueDate }),
});

/** The three words before a payment have keys of their own: one may follow the other within a second. */
export const readAwaited = (word: 'opened' | 'awaited' | 'scheduled'): DataReader => says(word, awaited);

const renewalOverdue = says('failed', (of) => ({ type: 'RenewalFailed', data: of }));
const stillOpen = says('overdue', awaited);

/** Late: an attempt to renew, where there is a contract. Alone it was never paid and can still be; that it lapsed is said later, by "expired". */
export const readOverdue = reads(InvoiceData, (data, heard) => (contractOf(data) === undefined ? stillOpen : renewalOverdue)(data, heard));
