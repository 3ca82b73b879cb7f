import { defined, type CheckoutAbandoned, type Instant, type SubscriptionEnded, type SubscriptionMoved } from '#domain';
import { personAt } from '../shared/address.js';
import type { Json } from '../shared/json.js';
import { keyOf } from '../shared/key.js';
import { shaped } from '../shared/shape.js';
import type { KeyedFact, Reading } from '../source.js';
import { facts, productOf, saleOf, unreadable } from './heard.js';
import { readsV1, timed, type HeardV1, type ReaderV1 } from './heard-v1.js';
import { CancellationV1, CartV1, FormBuyer, FormCancellation, FormHead, SwitchV1 } from './payload-v1.js';
import { personalOfBuyer, personalOfSubscriber } from './person.js';
import { marksOf, STATUSES } from './read-v1-order.js';
import type { KindV1 } from './schema.js';

/** A key whose parts may be missing; none of them is a time of ours. */
const keyed = (...parts: readonly (string | undefined)[]): string => keyOf('v1', ...parts.filter((part) => part !== undefined));

/** Nothing sets one leaving of a cart from the next, so a lead leaves the cart of a product once. */
const readCart = readsV1(
  CartV1,
  ({ productId, productUcode, productName, buyerVO }) => ({ product: { id: productId, ucode: productUcode, name: productName }, buyer: buyerVO }),
  ({ productId, buyerVO }, heard) => {
    const person = personAt(buyerVO?.email, heard.context);
    const { occurredAt, clock } = timed(undefined, heard);
    const fact: CheckoutAbandoned = { type: 'CheckoutAbandoned', data: defined({ occurredAt, product: productOf(productId), person }) };
    return facts({ key: keyed('cart', productId ?? 'unknown', person ?? 'unknown'), fact, ...personalOfBuyer(buyerVO), ...clock });
  },
);

/** Access lasts until the next charge would have come. No product is named; the code finds the sale. */
const readCancellation = readsV1(
  CancellationV1,
  ({ subscriberCode, userEmail, productName }) => ({ product: { name: productName }, subscriber: { code: subscriberCode, email: userEmail } }),
  ({ subscriberCode, cancellationDate, dateNextCharge, userEmail, userName }, heard) => {
    const { occurredAt, clock } = timed(cancellationDate, heard);
    const endsAt = dateNextCharge ?? 'unknown';
    const fact: SubscriptionEnded = {
      type: 'SubscriptionEnded',
      data: defined({ occurredAt, sale: saleOf(subscriberCode), person: personAt(userEmail, heard.context), endsAt }),
    };
    const key = keyed(subscriberCode, 'ended', cancellationDate ?? endsAt);
    return facts({ key, fact, ...personalOfSubscriber({ email: userEmail, name: userName }), ...clock });
  },
);

const moved = ({ subscription: { product, subscriber }, newSubscriptionPlan: plan }: SwitchV1, occurredAt: Instant, { context }: HeardV1) => {
  const fact: SubscriptionMoved = {
    type: 'SubscriptionMoved',
    data: defined({
      occurredAt,
      sale: saleOf(subscriber.code),
      product: productOf(product?.id),
      person: personAt(subscriber.user?.email, context),
      planName: plan.name,
      offer: plan.offer?.key,
    }),
  };
  return fact;
};

const readSwitch = readsV1(
  SwitchV1,
  ({ subscription: { product, subscriber } }) => ({
    subscription: { product, subscriber: { code: subscriber.code, email: subscriber.user?.email } },
  }),
  (body, heard) => {
    const { subscription, newSubscriptionPlan: plan, switchPlanDate } = body;
    const choice = plan.offer?.key ?? plan.name;
    if (choice === undefined) return unreadable('newSubscriptionPlan: expected a name or an offer');
    const { code, user = {} } = subscription.subscriber;
    const { occurredAt, clock } = timed(switchPlanDate, heard);
    return facts({
      key: keyed(code, 'plan', switchPlanDate ?? choice),
      fact: moved(body, occurredAt, heard),
      ...personalOfSubscriber(user),
      ...clock,
    });
  },
);

/** Subscription cancelled, told by form: its date of the next charge tells one cancellation of a code from the next. */
const readFormCancellation = readsV1(FormCancellation, marksOf, (cancelled, heard) => {
  const { subscriber_code: code, subscription_date_next_charge: endsAt = 'unknown' } = cancelled;
  const { occurredAt, clock } = timed(undefined, heard);
  const fact: SubscriptionEnded = {
    type: 'SubscriptionEnded',
    data: defined({
      occurredAt,
      sale: saleOf(code),
      product: productOf(cancelled.prod),
      person: personAt(cancelled.email, heard.context),
      endsAt,
    }),
  };
  return facts({ key: keyed(code, 'ended', cancelled.transaction, cancelled.recurrency, endsAt), fact, ...clock });
});

const ORDER = '1';
const CANCELLATION = '2';

const unknownWord = (place: string, word: string | undefined): Reading =>
  unreadable(/^[A-Za-z0-9_]{1,32}$/.test(word ?? '') ? `${place}: ${word} is not known` : `${place}: expected a known word`);

/** A form without a type of callback is an order, if its status is one. */
const readOrder = ({ callback_type = ORDER, status = '' }: FormHead): ReaderV1 => {
  if (callback_type === CANCELLATION) return readFormCancellation;
  if (callback_type !== ORDER) return () => unknownWord('callback_type', callback_type);
  return STATUSES.get(status) ?? (() => unknownWord('status', status));
};

/** Whoever a form names, beside what it says. */
const personalIn = (form: Json): Pick<KeyedFact, 'personal'> => {
  const read = shaped(FormBuyer, form);
  if (!read.ok) return {};
  const { doc: document, phone_local_code, phone_number, phone_checkout_local_code, phone_checkout_number, ...names } = read.value;
  const [code, phone] = phone_checkout_number === undefined ? [phone_local_code, phone_number] : [phone_checkout_local_code, phone_checkout_number];
  return personalOfBuyer({ ...names, document, checkout_phone_code: code, checkout_phone: phone });
};

/** An order of 1.0.0, or the cancellation of a subscription in the same clothes. */
export const readForm: ReaderV1 = (form, heard) => {
  const head = shaped(FormHead, form);
  if (!head.ok) return unreadable(...head.issues);
  const reading = readOrder(head.value)(form, heard);
  if (reading.kind !== 'facts') return reading;
  const personal = personalIn(form);
  return { ...reading, facts: reading.facts.map((said) => ({ ...said, ...personal })) };
};

const READERS: Readonly<Record<KindV1, ReaderV1>> = { cart: readCart, cancellation: readCancellation, switch: readSwitch };

/** What 1.0.0 sends as JSON. */
export const readJsonV1 = (kind: KindV1, json: Json, heard: HeardV1): Reading => READERS[kind](json, heard);
