import { Block, Flag, Id, Ids, List, Text, Whole } from '../shared/fields.js';
import { Price, PriceRef, Ref } from './ref.js';

/*
 * What we rely on, by Stripe's API reference and by what was really received, in the old shapes and in those since Basil
 * (2025-03-31): which of the two it is, is told by the fields that are there, since an event may carry the version of one and
 * the shape of the other. `decides` marks what says which sale and which badges. Times are Unix seconds.
 */

/** Around every event. `created` has whole seconds only. */
export class Envelope {
  @Id('required') readonly type!: string;
  @Whole('required') readonly created!: number;
  @Flag('decides') readonly livemode?: boolean;
}

/** The seller's own notes on an object. `catraca_product`: what was bought, as ids with commas between them. */
export class Metadata {
  @Text('decides') readonly catraca_product?: string;
}

class CustomerDetails {
  @Text() readonly email?: string;
  @Text() readonly name?: string;
  @Text() readonly phone?: string;
}

class SoldItem {
  @PriceRef() readonly price?: Price;
}

class SoldItems {
  @List(() => SoldItem) readonly data?: readonly SoldItem[];
}

/** checkout.session.*: `client_reference_id` is not here, since a buyer's browser may set it. */
export class Session {
  @Id('required') readonly id!: string;
  @Id('required') readonly mode!: string;
  @Id('decides') readonly payment_status?: string;
  @Ref('decides') readonly payment_intent?: string;
  @Ref('decides') readonly subscription?: string;
  @Ref('decides') readonly invoice?: string;
  @Ref() readonly customer?: string;
  @Block(() => CustomerDetails) readonly customer_details?: CustomerDetails;
  /** Only what the seller had filled in beforehand; mostly null. */
  @Text() readonly customer_email?: string;
  @Block(() => Metadata, 'decides') readonly metadata?: Metadata;
  /** Never in a real event; other systems that pass one on may add it. */
  @Block(() => SoldItems) readonly line_items?: SoldItems;
  @Ids() readonly payment_method_types?: readonly string[];
  @Whole() readonly amount_subtotal?: number;
  @Whole() readonly amount_total?: number;
  @Text() readonly currency?: string;
}

/** charge.refunded: `amount_refunded` is all that went back so far. */
export class Charge {
  @Id('required') readonly id!: string;
  @Ref('decides') readonly payment_intent?: string;
  @Whole('required') readonly amount!: number;
  @Whole('required') readonly amount_refunded!: number;
  @Flag('required') readonly refunded!: boolean;
  @Text() readonly currency?: string;
}

/** refund.* and the older charge.refund.updated. */
export class Refund {
  @Id('required') readonly id!: string;
  @Ref('decides') readonly payment_intent?: string;
  @Ref('decides') readonly charge?: string;
  @Id('decides') readonly status?: string;
}

/** charge.dispute.* */
export class Dispute {
  @Id('required') readonly id!: string;
  @Ref('decides') readonly payment_intent?: string;
  @Ref('decides') readonly charge?: string;
  @Id('required') readonly status!: string;
}

class SubscriptionItem {
  @PriceRef() readonly price?: Price;
  @PriceRef() readonly plan?: Price;
  @Whole() readonly current_period_end?: number;
}

class SubscriptionItems {
  @List(() => SubscriptionItem) readonly data?: readonly SubscriptionItem[];
}

/** customer.subscription.*: the period stands on it before Basil, and on its items since. */
export class Subscription {
  @Id('required') readonly id!: string;
  @Id('required') readonly status!: string;
  @Ref() readonly customer?: string;
  @Block(() => Metadata, 'decides') readonly metadata?: Metadata;
  @Block(() => SubscriptionItems) readonly items?: SubscriptionItems;
  @PriceRef() readonly plan?: Price;
  @Whole() readonly current_period_end?: number;
  @Whole('decides') readonly cancel_at?: number;
  @Flag('decides') readonly cancel_at_period_end?: boolean;
  @Whole() readonly ended_at?: number;
  @Whole() readonly trial_end?: number;
}

/** `previous_attributes` of customer.subscription.updated: only what changed, as it was. */
export class SubscriptionBefore {
  @Id() readonly status?: string;
  @Block(() => SubscriptionItems) readonly items?: SubscriptionItems;
  @PriceRef() readonly plan?: Price;
  @Whole() readonly cancel_at?: number;
  @Flag() readonly cancel_at_period_end?: boolean;
  @Whole() readonly trial_end?: number;
}
