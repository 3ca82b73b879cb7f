import type { Instant } from '#domain';
import { Block, Flag, Id, Text } from '../shared/fields.js';
import { End, When, type SentEnd } from './time.js';

/*
 * What we rely on, by what Kiwify's test button sends and by what integrators received. No page of Kiwify's describes the
 * body. `decides` marks what says which sale: there, an unreadable value parks the delivery instead of being left out.
 */

/** Around every event; a left cart has no event type and says `abandoned` instead. */
export class Envelope {
  @Id('decides') readonly webhook_event_type?: string;
  @Text() readonly status?: string;
}

/** The buyer's document is called by what it is: `CPF` of a person, `cnpj` of a company. */
export class Customer {
  @Text() readonly email?: string;
  @Text() readonly full_name?: string;
  @Text() readonly first_name?: string;
  @Id() readonly mobile?: string;
  @Id() readonly CPF?: string;
  @Id() readonly cnpj?: string;
}

class Product {
  @Id() readonly product_id?: string;
}

/** `charge_amount`: what the buyer paid, in cents; seen as a number and, beside it, amounts as texts. */
class Commissions {
  @Id() readonly charge_amount?: string;
  @Text() readonly currency?: string;
}

/** Only in real subscription events, never in the test button's. */
class CustomerAccess {
  @Flag() readonly has_access?: boolean;
  @End() readonly access_until?: SentEnd;
}

/** Its `status` is not read: it says `active` for an unpaid PIX and for a chargeback as well. */
class Subscription {
  @Id('decides') readonly id?: string;
  @End() readonly next_payment?: SentEnd;
  @Block(() => CustomerAccess) readonly customer_access?: CustomerAccess;
}

/** An order: every event but the left cart tells of one. Every charge of a subscription is an order of its own. */
export class Order {
  @Id('required') readonly order_id!: string;
  @Id('decides') readonly subscription_id?: string;
  @Block(() => Subscription, 'decides') readonly Subscription?: Subscription;
  @Block(() => Product) readonly Product?: Product;
  @Block(() => Customer) readonly Customer?: Customer;
  @Block(() => Commissions) readonly Commissions?: Commissions;
  @Text() readonly payment_method?: string;
  @When() readonly created_at?: Instant;
  @When() readonly updated_at?: Instant;
  @When() readonly approved_date?: Instant;
  @When() readonly refunded_at?: Instant;
  @End() readonly boleto_expiry_date?: SentEnd;
  @End() readonly pix_expiration?: SentEnd;
}

class SoldProduct {
  @Id('required') readonly product_id!: string;
}

class Plan {
  @Id('decides') readonly id?: string;
  @Text() readonly name?: string;
}

class PlannedSubscription {
  @Block(() => Plan, 'decides') readonly plan?: Plan;
}

/** What a payment must say beside its order. A refund need not: an unreadable plan keeps nobody's money back. */
export class Bought {
  @Block(() => SoldProduct, 'required') readonly Product!: SoldProduct;
  @Block(() => PlannedSubscription, 'decides') readonly Subscription?: PlannedSubscription;
}

/** A cart that was left: flat, `id` is the cart's. */
export class Cart {
  @Id() readonly id?: string;
  @Id() readonly product_id?: string;
  @Text() readonly email?: string;
  @Text() readonly name?: string;
  @Id() readonly phone?: string;
  @Id() readonly cpf?: string;
  @Id() readonly cnpj?: string;
  @When() readonly created_at?: Instant;
  @When() readonly updated_at?: Instant;
}
