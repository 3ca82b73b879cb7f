import type { Instant } from '#domain';
import { Block, Decimal, Flag, Id, List, Text, Time, Whole } from '../shared/fields.js';

/*
 * What we rely on, by Hotmart's docs (webhook 2.0.0) and by what was really received. `decides` marks what says which
 * sale and which badges: there, an unreadable value parks the delivery instead of being left out.
 */

/** Around every event. Club events write `creationDate`. */
export class Envelope {
  @Id() readonly id?: string;
  @Id('required') readonly event!: string;
  @Id('decides') readonly version?: string;
  @Time() readonly creation_date?: Instant;
  @Time() readonly creationDate?: Instant;
}

class SoldProduct {
  @Id('required') readonly id!: string;
}

export class Product {
  @Id() readonly id?: string;
}

class Offer {
  @Id('decides') readonly code?: string;
}

class Price {
  @Decimal() readonly value?: number;
  @Text() readonly currency_value?: string;
}

class Payment {
  @Text() readonly type?: string;
  @Time() readonly pix_expiration_date?: Instant;
}

export class Purchase {
  @Id('required') readonly transaction!: string;
  @Time() readonly approved_date?: Instant;
  @Time() readonly order_date?: Instant;
  /** Unreadable, it is left out: a buyer who paid comes in, and the next word about the subscription sets an end. */
  @Time() readonly date_next_charge?: Instant;
  @Whole() readonly recurrence_number?: number;
  @Block(() => Price) readonly price?: Price;
  @Block(() => Offer, 'decides') readonly offer?: Offer;
  @Block(() => Payment) readonly payment?: Payment;
}

class Plan {
  @Id('decides') readonly id?: string;
  @Text() readonly name?: string;
}

class SubscriberCode {
  @Id('decides') readonly code?: string;
}

class Subscription {
  @Block(() => SubscriberCode, 'decides') readonly subscriber?: SubscriberCode;
  @Block(() => Plan, 'decides') readonly plan?: Plan;
}

/** `phone`: in a left cart; `checkout_phone` with its area code: in a purchase. */
export class Buyer {
  @Text() readonly email?: string;
  @Text() readonly name?: string;
  @Text() readonly first_name?: string;
  @Text() readonly last_name?: string;
  @Id() readonly checkout_phone_code?: string;
  @Id() readonly checkout_phone?: string;
  @Id() readonly phone?: string;
  @Id() readonly document?: string;
}

/** The nine PURCHASE_ events that tell of a transaction. */
export class PurchaseData {
  @Block(() => SoldProduct, 'required') readonly product!: SoldProduct;
  @Block(() => Purchase, 'required') readonly purchase!: Purchase;
  @Block(() => Subscription, 'decides') readonly subscription?: Subscription;
  @Block(() => Buyer) readonly buyer?: Buyer;
}

class CartOffer {
  @Id() readonly code?: string;
}

/** PURCHASE_OUT_OF_SHOPPING_CART: no transaction, and nothing in it opens or closes anything. */
export class CartData {
  @Block(() => Product) readonly product?: Product;
  @Block(() => CartOffer) readonly offer?: CartOffer;
  @Block(() => Buyer) readonly buyer?: Buyer;
}

class SubscriberPhone {
  @Id() readonly dddCell?: string;
  @Id() readonly cell?: string;
  @Id() readonly dddPhone?: string;
  @Id() readonly phone?: string;
}

export class Subscriber {
  @Id('required') readonly code!: string;
  @Text() readonly email?: string;
  @Text() readonly name?: string;
  @Block(() => SubscriberPhone) readonly phone?: SubscriberPhone;
}

/** SUBSCRIPTION_CANCELLATION: sent when it is cancelled, not when the paid time is over. No buyer, no transaction. */
export class CancellationData {
  @Block(() => Subscriber, 'required') readonly subscriber!: Subscriber;
  @Block(() => Product) readonly product?: Product;
  @Time() readonly date_next_charge?: Instant;
  @Time() readonly cancellation_date?: Instant;
}

export class OfferKey {
  @Id('decides') readonly key?: string;
}

export class PlanChoice {
  @Id() readonly id?: string;
  @Text() readonly name?: string;
  @Flag() readonly current?: boolean;
  @Block(() => OfferKey, 'decides') readonly offer?: OfferKey;
}

class User {
  @Text() readonly email?: string;
}

class SwitchedSubscription {
  @Id('required') readonly subscriber_code!: string;
  @Block(() => Product) readonly product?: Product;
  @Block(() => User) readonly user?: User;
  @Time() readonly date_next_charge?: Instant;
}

/** SWITCH_PLAN: the new plan is the `current` one; the order of the list is not promised. */
export class SwitchData {
  @Block(() => SwitchedSubscription, 'required') readonly subscription!: SwitchedSubscription;
  @List(() => PlanChoice, 'required') readonly plans!: readonly PlanChoice[];
}

/** Here the date is an ISO text; everywhere else it is a number. */
class MovedSubscription {
  @Block(() => Product) readonly product?: Product;
  @Time('required') readonly date_next_charge!: Instant;
}

/** UPDATE_SUBSCRIPTION_CHARGE_DATE: another day of the month from now on. */
export class ChargeDateData {
  @Block(() => Subscriber, 'required') readonly subscriber!: Subscriber;
  @Block(() => MovedSubscription, 'required') readonly subscription!: MovedSubscription;
}
