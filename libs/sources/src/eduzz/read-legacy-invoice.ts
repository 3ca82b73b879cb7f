import { defined, type DomainEvent, type Instant, type PaymentLapsed } from '#domain';
import type { Json } from '../shared/json.js';
import { shaped } from '../shared/shape.js';
import type { Reading } from '../source.js';
import { contractId, facts, folded, ignored, invoiceSale, onlyOne, saleOf, told, unreadable, whenOf, type Heard, type When } from './heard.js';
import { itemsIn, legacyBeneficiary, LegacyInvoice } from './legacy-payload.js';
import { localDay, localTime } from './local-time.js';
import { moneyOf, paidFor, type Bought } from './paid.js';
import type { Beneficiary } from './person.js';

interface Told {
  readonly invoice: LegacyInvoice;
  readonly heard: Heard;
  readonly who: Beneficiary;
}

type Teller = (told: Told) => Reading;

const saleIdOf = ({ recurrence_cod, trans_cod }: LegacyInvoice): string => contractId(recurrence_cod) ?? invoiceSale(trans_cod);

const boughtIn = ({ trans_items = [], trans_currency, ...invoice }: LegacyInvoice): readonly Bought[] => {
  const paid = moneyOf(invoice.trans_paid ?? invoice.trans_value, trans_currency);
  const items = trans_items.flatMap(({ item_product_id: product, item_value }): readonly Bought[] => {
    const amount = trans_items.length === 1 ? paid : moneyOf(item_value, trans_currency);
    return product === undefined ? [] : [defined({ product, amount })];
  });
  const { product_cod: product } = invoice;
  return trans_items.length === 0 && product !== undefined ? [defined({ product, amount: paid })] : items;
};

/** One fact about the whole invoice, under a key apart from the current webhook's: it tells other details of the same. */
const said = ({ invoice, who }: Told, word: string, when: When, make: (of: OfInvoice) => DomainEvent): Reading => {
  const product = onlyOne(boughtIn(invoice).map(({ product: id }) => id));
  const of = defined({ occurredAt: when.at, sale: saleOf(saleIdOf(invoice)), charge: invoice.trans_cod, product, person: who.person });
  return facts(told(['charge', invoice.trans_cod, `legacy-${word}`], when, make(of), who.personal));
};
interface OfInvoice {
  readonly occurredAt: Instant;
  readonly sale: string;
  readonly charge: string;
}

/** Of the day alone it is the first moment, but never before the invoice itself was made. */
const paidTime = (invoice: LegacyInvoice): Instant | undefined => {
  const exact = localTime(invoice.trans_paiddate, invoice.trans_paidtime);
  const day = localDay(invoice.trans_paiddate);
  const created = localTime(invoice.trans_createdate, invoice.trans_createtime);
  if (exact !== undefined || day === undefined) return exact;
  return created !== undefined && created > day ? created : day;
};

const countOf = (written: string | undefined): number | undefined => (/^[1-9]\d{0,5}$/.test(written ?? '') ? Number(written) : undefined);

const paid: Teller = ({ invoice, heard, who }) => {
  const bought = boughtIn(invoice);
  const items = invoice.trans_items ?? [];
  if (bought.length === 0 || bought.length < items.length) return unreadable('trans_items: expected a product in each item');
  const paidAt = paidTime(invoice);
  const recurring = contractId(invoice.recurrence_cod) !== undefined;
  const terms = defined({ recurring, recurrence: recurring ? countOf(invoice.recurrence_count) : undefined, paidAt });
  const of = { sale: saleIdOf(invoice), charge: invoice.trans_cod, word: 'legacy-paid', when: whenOf(heard, paidAt) };
  return facts(...paidFor({ ...of, ...who, ...terms }, bought));
};

/** A refund mostly has a day and no time; as of its first moment it might precede its payment, so then our clock counts. */
const refunded: Teller = (told) => {
  const { invoice, heard } = told;
  const whole = folded(invoice.refund_type) !== 'parcial';
  const of = moneyOf(invoice.trans_paid ?? invoice.trans_value, invoice.trans_currency);
  return said(told, whole ? 'refund' : 'refund-part', whenOf(heard, localTime(invoice.refund_date)), (base) => ({
    type: 'ChargeReversed',
    data: defined({ ...base, kind: 'refund', whole, of }),
  }));
};

const disputed: Teller = (told) =>
  said(told, 'disputed', whenOf(told.heard), (of) => ({ type: 'ChargeDisputed', data: { ...of, kind: 'refund-request' } }));

const lapsed =
  (kind: PaymentLapsed['data']['kind']): Teller =>
  (told) =>
    said(told, kind, whenOf(told.heard), (of) => ({ type: 'PaymentLapsed', data: { ...of, kind } }));

const awaited =
  (timeOf: (invoice: LegacyInvoice) => Instant | undefined): Teller =>
  (told) => {
    const { invoice } = told;
    const terms = { method: invoice.trans_paymentmethod, expiresAt: localTime(invoice.trans_duedate, invoice.trans_duetime) };
    return said(told, 'awaited', whenOf(told.heard, timeOf(invoice)), (of) => ({ type: 'PaymentAwaited', data: defined({ ...of, ...terms }) }));
  };

const opened = awaited((invoice) => localTime(invoice.trans_createdate, invoice.trans_createtime));
const nothing: Teller = () => ignored('no word about access');

/** By the table of `trans_status` in Eduzz's documentation; there is no code for a chargeback. */
const TELLERS: ReadonlyMap<string, Teller> = new Map([
  ['1', opened],
  ['3', paid],
  ['4', lapsed('refused')],
  ['6', disputed],
  ['7', refunded],
  ['9', nothing],
  ['10', lapsed('expired')],
  ['11', nothing],
  ['15', awaited(() => undefined)],
]);

export const readLegacyInvoice = (json: Json, heard: Heard): Reading => {
  const read = shaped(LegacyInvoice, { ...json, trans_items: itemsIn(json) });
  if (!read.ok) return unreadable(...read.issues);
  const tell = TELLERS.get(read.value.trans_status);
  if (tell === undefined) return unreadable('trans_status: expected a known status');
  return tell({ invoice: read.value, heard, who: legacyBeneficiary(json, heard.context) });
};
