import type { Charge, Paid } from './charge.js';
import type { Entitlement } from './entitlement.js';
import type { Money } from './events.js';
import type { Instant } from './ids.js';
import { byText, own } from './plain.js';
import { later, type Slot } from './slot.js';

/** Money that went back, and when. */
export interface Loss {
  readonly at: Instant;
  readonly because: string;
}

/**
 * What speaks about one charge: itself; the payment that it was a part of; and of what is billed again, every charge, since
 * money that goes back ends all that was paid up to then.
 */
export const witnessesOf = ({ charges }: Entitlement, charge: Charge, paid: Paid): readonly Charge[] => {
  if (paid.recurring) return Object.values(charges);
  const whole = paid.partOf === undefined ? undefined : own(charges, paid.partOf);
  return whole === undefined || whole === charge ? [charge] : [charge, whole];
};

/** Money that went back for good, by the words about one charge: at the same moment as the word that paid, money wins. */
const lossesOf = ({ paid, reversed, closed, undone }: Charge): readonly (Loss & { id: string })[] => {
  const reversal = reversed && { ...reversed, because: reversed.kind === 'refund' ? 'refunded' : 'charged back' };
  const lost = closed?.outcome === 'lost' ? { ...closed, because: 'dispute lost' } : undefined;
  const stands = ({ at }: Loss): boolean => (paid === undefined || at >= paid.at) && (undone === undefined || undone.at < at);
  return [reversal, lost].filter((loss) => loss !== undefined).filter(stands);
};

/** The first loss since this payment; ids break ties, so that the row's order of charges cannot matter. */
export const lossOf = (witnesses: readonly Charge[], paid: Paid): Loss | undefined =>
  witnesses
    .flatMap(lossesOf)
    .filter(({ at }) => at >= paid.at)
    .sort((a, b) => byText(a.at, b.at) || byText(a.id, b.id))[0];

/** An open dispute, unless something closed it or a newer payment outdated it; an enquiry is none. */
const openDispute = ({ paid, disputed, closed }: Charge): NonNullable<Charge['disputed']> | undefined => {
  if (disputed === undefined || disputed.kind === 'enquiry') return undefined;
  const outdated = (paid !== undefined && disputed.at <= paid.at) || (closed !== undefined && closed.at >= disputed.at);
  return outdated ? undefined : disputed;
};

/** The disputes about this payment that nothing has ended, in order of time. */
export const openDisputes = (witnesses: readonly Charge[], paid: Paid): readonly NonNullable<Charge['disputed']>[] =>
  witnesses
    .map(openDispute)
    .filter((dispute) => dispute !== undefined && dispute.at > paid.at)
    .filter((dispute) => dispute !== undefined)
    .sort((a, b) => byText(a.at, b.at) || byText(a.id, b.id));

/** A part of the money that went back, and nothing undid that. `percent`: how much of the charge, where both sums are known. */
export interface PartialLoss {
  readonly at: Instant;
  readonly percent?: number;
}

const percentOf = (part: Money | undefined, whole: Money | undefined): { percent?: number } => {
  if (part === undefined || whole === undefined || whole.value <= 0) return {};
  const sameMoney = part.currency === undefined || whole.currency === undefined || part.currency.toUpperCase() === whole.currency.toUpperCase();
  return sameMoney ? { percent: (100 * part.value) / whole.value } : {};
};

/** The latest word about a part that went back; of a payment for several products it concerns each of them. */
export const partialLossOf = (charge: Charge, paid: Paid, witnesses: readonly Charge[]): PartialLoss | undefined => {
  const about = paid.recurring ? [charge] : witnesses;
  const words = about
    .filter(({ partlyReversed: part, undone }) => part !== undefined && (undone === undefined || undone.at < part.at))
    .flatMap(({ partlyReversed: part }): readonly Slot<{ amount?: Money; of?: Money }>[] => (part !== undefined && part.at >= paid.at ? [part] : []));
  const [first, ...others] = words;
  if (first === undefined) return undefined;
  const { at, amount, of } = others.reduce<typeof first>(later, first);
  return { at, ...percentOf(amount, of ?? (paid.partOf === undefined ? paid.amount : undefined)) };
};
