import { defined, type CheckoutAbandoned, type PaymentAwaited, type PaymentLapsed } from '#domain';
import { keyOf } from '../shared/key.js';
import type { KeyedFact, Reading } from '../source.js';
import { answered, chargeKey, each, firstOf, paidFor, soldAt, soldBy, type Bought } from './bought.js';
import { buyerOf, named, withBuyer, type Buyer } from './buyer.js';
import { facts, ignored, moneyOf, OBJECT, reads, refOf, unreadable, type Heard, type ObjectReader } from './heard.js';
import { Session } from './payload.js';

/** The session with what is the same in all words about it; `id` is its sale's. */
interface Sold {
  readonly session: Session;
  readonly id: string;
  readonly charge: string;
  readonly bought: readonly Bought[];
  readonly buyer: Buyer;
}

const buyerIn = ({ customer_details: details, customer_email }: Session, heard: Heard): Buyer =>
  buyerOf({ email: details?.email ?? customer_email, name: details?.name, phone: details?.phone }, heard);

/** A price whose product is not said stands for it. */
const itemsOf = ({ line_items }: Session): readonly Bought[] =>
  each((line_items?.data ?? []).flatMap(({ price }) => soldAt(price, price && { id: price.id, product: price.id })));

const soldIn = (session: Session, heard: Heard): Sold => {
  const { id, payment_intent, subscription, invoice } = session;
  const recurring = session.mode === 'subscription';
  return {
    session,
    id: (recurring ? subscription : payment_intent) ?? id,
    charge: (recurring ? invoice : payment_intent) ?? id,
    bought: firstOf(soldBy(session.metadata), answered(heard.completion?.products), itemsOf(session)),
    buyer: buyerIn(session, heard),
  };
};

/** Words about sessions that sell something; one in setup mode only keeps a card for later. */
const onSale = (tell: (sold: Sold, heard: Heard) => Reading): ObjectReader =>
  reads(Session, (session, heard) => {
    if (session.mode === 'setup') return ignored('a card was kept for later, nothing was sold');
    if (session.mode !== 'payment' && session.mode !== 'subscription') {
      return unreadable(`${OBJECT}.mode: expected payment, subscription or setup`);
    }
    return tell(soldIn(session, heard), heard);
  });

/** Every name that the payment goes by later: refunds name the payment intent, invoices of a sale without subscription themselves. */
const namesOf = ({ payment_intent, invoice }: Session): readonly string[] =>
  [payment_intent, invoice].filter((name) => name !== undefined).map(refOf);

const paid = ({ session, id, charge, bought, buyer }: Sold, { at }: Heard): readonly KeyedFact[] => {
  const recurring = session.mode === 'subscription';
  const unpaid = session.payment_status === 'no_payment_required' && session.amount_subtotal === 0;
  const payment = defined({
    occurredAt: at,
    sale: refOf(id),
    charge,
    recurring,
    amount: moneyOf(session.amount_total, session.currency),
    alsoKnownAs: namesOf(session),
    trial: recurring && unpaid ? true : undefined,
  });
  return paidFor(bought, payment, { keyFor: chargeKey('checkout'), buyer });
};

/** What was bought is missing. Of a subscription, its invoice says so as well; of a single payment, nothing else does. */
const withoutProduct = ({ session, id, buyer }: Sold, heard: Heard): Reading => {
  if (session.mode === 'payment') return { kind: 'incomplete', ask: { of: 'stripe.session', id: session.id } };
  const naming = named({ sale: id, by: [session.id] }, buyer, heard);
  return naming.length > 0 ? facts(...naming) : ignored('the invoice tells the sale');
};

const tellPaid = (sold: Sold, heard: Heard): Reading => {
  const { session, id, buyer } = sold;
  if (session.mode === 'subscription' && session.subscription === undefined) return unreadable(`${OBJECT}.subscription: expected an id`);
  if (sold.bought.length === 0) return withoutProduct(sold, heard);
  return withBuyer(paid(sold, heard), { sale: id, by: [session.id], buyer, customer: session.customer }, heard);
};

/** Of several products none stands for all of them. */
const ofCharge = ({ id, charge, bought, buyer }: Sold, { at }: Heard) => ({
  occurredAt: at,
  sale: refOf(id),
  charge,
  product: bought.length === 1 && bought[0] ? refOf(bought[0].product) : undefined,
  person: buyer.person,
});

const told = ({ charge, buyer }: Sold, word: string, fact: KeyedFact['fact']): Reading =>
  facts({ key: chargeKey(word)(charge), fact, ...buyer.asWritten });

const tellAwaited = (sold: Sold, heard: Heard): Reading => {
  const method = sold.session.payment_method_types?.[0];
  const fact: PaymentAwaited = { type: 'PaymentAwaited', data: defined({ ...ofCharge(sold, heard), method }) };
  return told(sold, 'awaited', fact);
};

const isPaid = ({ payment_status }: Session): boolean => payment_status === 'paid' || payment_status === 'no_payment_required';

/** The buyer is through; a boleto or a bank debit may be paid days later. */
export const readCompleted = onSale((sold, heard) => {
  if (isPaid(sold.session)) return tellPaid(sold, heard);
  if (sold.session.payment_status === 'unpaid') return tellAwaited(sold, heard);
  return unreadable(`${OBJECT}.payment_status: expected paid, unpaid or no_payment_required`);
});

/** The late payment arrived: the same meaning, and the same key, as a session that was completed paid. */
export const readPaidLate = onSale((sold, heard) =>
  isPaid(sold.session) ? tellPaid(sold, heard) : unreadable(`${OBJECT}.payment_status: expected paid or no_payment_required`),
);

/** The late payment will never arrive. */
export const readRefused = onSale((sold, heard) => {
  const fact: PaymentLapsed = { type: 'PaymentLapsed', data: defined({ ...ofCharge(sold, heard), kind: 'refused' }) };
  return told(sold, 'refused', fact);
});

/** Nobody finished it in time. */
export const readExpired = onSale((sold, heard) => {
  const { product, person, occurredAt } = ofCharge(sold, heard);
  const fact: CheckoutAbandoned = { type: 'CheckoutAbandoned', data: defined({ occurredAt, product, person }) };
  return facts({ key: keyOf('checkout', sold.session.id, 'expired'), fact, ...sold.buyer.asWritten });
});
