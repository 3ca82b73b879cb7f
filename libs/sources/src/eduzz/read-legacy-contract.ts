import { defined, type DomainEvent, type Instant, type SaleRef } from '#domain';
import type { Json } from '../shared/json.js';
import { shaped } from '../shared/shape.js';
import type { Reading } from '../source.js';
import { facts, ignored, productOf, saleOf, told, unreadable, whenOf, type Heard, type When } from './heard.js';
import { legacyBeneficiary, LegacyContract } from './legacy-payload.js';
import { localTime } from './local-time.js';
import { paidFor } from './paid.js';
import type { Beneficiary } from './person.js';

interface Told {
  readonly contract: LegacyContract;
  readonly heard: Heard;
  readonly who: Beneficiary;
}

type Teller = (told: Told) => Reading;
interface OfContract {
  readonly occurredAt: Instant;
  readonly sale: SaleRef;
}

const said = ({ contract, who }: Told, word: readonly string[], when: When, make: (of: OfContract) => DomainEvent): Reading => {
  const product = contract.product_cod === undefined ? undefined : productOf(contract.product_cod);
  const of = defined({ occurredAt: when.at, sale: saleOf(contract.recurrence_cod), product, person: who.person });
  return facts(told(['sale', contract.recurrence_cod, ...word], when, make(of), who.personal));
};

/** There is no time in it, so the invoice or the number of charges tells one failed renewal from the next. */
const failed: Teller = (told) => {
  const { trans_cod, recurrence_count, recurrence_status } = told.contract;
  const word = ['legacy-failed', recurrence_status, trans_cod ?? recurrence_count ?? 'unknown'];
  return said(told, word, whenOf(told.heard), (of) => ({ type: 'RenewalFailed', data: of }));
};

/** When it was cancelled is sent; until when it was paid is not. */
const cancelled: Teller = (told) =>
  said(told, ['legacy-ended'], whenOf(told.heard, localTime(told.contract.recurrence_canceled_at)), (of) => ({
    type: 'SubscriptionEnded',
    data: { ...of, endsAt: 'unknown' },
  }));

const finished: Teller = (told) =>
  said(told, ['legacy-finished'], whenOf(told.heard), (of) => ({ type: 'SubscriptionEnded', data: { ...of, endsAt: null, finished: true } }));

const trial: Teller = ({ contract, heard, who }) => {
  const { recurrence_cod: sale, product_cod: product } = contract;
  if (product === undefined) return unreadable('product_cod: expected an id');
  const of = { sale, charge: `trial-${sale}`, word: 'legacy-trial', when: whenOf(heard) };
  return facts(...paidFor({ ...of, ...who, recurring: true, trial: true }, [{ product }]));
};

const nothing: Teller = () => ignored('no word about access');

/** By the table of `recurrence_status` in Eduzz's documentation. */
const TELLERS: ReadonlyMap<string, Teller> = new Map([
  ['1', nothing],
  ['2', nothing],
  ['3', failed],
  ['4', cancelled],
  ['7', failed],
  ['9', finished],
  ['10', trial],
]);

export const readLegacyContract = (json: Json, heard: Heard): Reading => {
  const read = shaped(LegacyContract, json);
  if (!read.ok) return unreadable(...read.issues);
  const tell = TELLERS.get(read.value.recurrence_status);
  if (tell === undefined) return unreadable('recurrence_status: expected a known status');
  return tell({ contract: read.value, heard, who: legacyBeneficiary(json, heard.context) });
};
