import type { Instant } from '#domain';
import { Block, Id, Text, Time } from '../shared/fields.js';
import { OfferKey, Product } from './payload.js';

/*
 * What we rely on of webhook 1.0.0: the field lists of Hotmart's test orders and of consumers in public. In a form
 * everything is text, and a field that does not apply is missing or empty.
 */

/** What kind of form it is: `callback_type` 1 is an order, 2 the cancellation of a subscription. */
export class FormHead {
  @Id() readonly callback_type?: string;
  @Id() readonly status?: string;
}

/** The buyer as a form names one. */
export class FormBuyer {
  @Text() readonly email?: string;
  @Text() readonly name?: string;
  @Text() readonly first_name?: string;
  @Text() readonly last_name?: string;
  @Id() readonly phone_checkout_local_code?: string;
  @Id() readonly phone_checkout_number?: string;
  @Id() readonly phone_local_code?: string;
  @Id() readonly phone_number?: string;
  @Id() readonly doc?: string;
}

/** `prod` is an id and no number: platforms that copied this schema send hexadecimal ones. */
export class Order {
  @Id('required') readonly transaction!: string;
  @Id('required') readonly prod!: string;
  @Text() readonly prod_name?: string;
  @Text() readonly email?: string;
  @Id('decides') readonly off?: string;
  @Id('decides') readonly subscriber_code?: string;
  @Text() readonly name_subscription_plan?: string;
  @Id() readonly recurrency?: string;
  @Id() readonly recurrency_period?: string;
  @Time() readonly purchase_date?: Instant;
  @Time() readonly confirmation_purchase_date?: Instant;
  @Time() readonly subscription_date_next_charge?: Instant;
  @Id() readonly price?: string;
  @Id() readonly currency?: string;
  @Id() readonly payment_type?: string;
}

/** Found by the subscriber code alone; what else is in it was never seen. */
export class FormCancellation {
  @Id('required') readonly subscriber_code!: string;
  @Id() readonly transaction?: string;
  @Id() readonly prod?: string;
  @Text() readonly prod_name?: string;
  @Text() readonly email?: string;
  @Id() readonly recurrency?: string;
  @Time() readonly subscription_date_next_charge?: Instant;
}

class Lead {
  @Text() readonly name?: string;
  @Text() readonly email?: string;
  @Id() readonly phone?: string;
}

/** A cart that was left. */
export class CartV1 {
  @Id() readonly productId?: string;
  @Id() readonly productUcode?: string;
  @Text() readonly productName?: string;
  @Block(() => Lead) readonly buyerVO?: Lead;
}

/** The cancellation of a subscription: no product id. Dates are numbers; a platform that copied the schema writes ISO texts. */
export class CancellationV1 {
  @Id('required') readonly subscriberCode!: string;
  @Time() readonly cancellationDate?: Instant;
  @Time() readonly dateNextCharge?: Instant;
  @Text() readonly userName?: string;
  @Text() readonly userEmail?: string;
  @Text() readonly productName?: string;
}

class SubscriberUser {
  @Text() readonly name?: string;
  @Text() readonly email?: string;
}

class SubscriberV1 {
  @Id('required') readonly code!: string;
  @Block(() => SubscriberUser) readonly user?: SubscriberUser;
}

class SwitchedSubscriptionV1 {
  @Block(() => Product) readonly product?: Product;
  @Block(() => SubscriberV1, 'required') readonly subscriber!: SubscriberV1;
}

class PlanV1 {
  @Text() readonly name?: string;
  @Block(() => OfferKey, 'decides') readonly offer?: OfferKey;
}

/** A plan switch: plans have names and no ids. */
export class SwitchV1 {
  @Block(() => SwitchedSubscriptionV1, 'required') readonly subscription!: SwitchedSubscriptionV1;
  @Block(() => PlanV1, 'required') readonly newSubscriptionPlan!: PlanV1;
  @Time() readonly switchPlanDate?: Instant;
}
