import { Block, Decimal, Id, List, Text, Whole } from '../shared/fields.js';
import { Metadata } from './payload.js';
import { Price, PriceRef, Ref } from './ref.js';

class Period {
  @Whole() readonly end?: number;
}

class PriceDetails {
  @Ref() readonly price?: string;
  @Ref() readonly product?: string;
}

class Pricing {
  @Block(() => PriceDetails) readonly price_details?: PriceDetails;
}

/** Before Basil `price` or `plan` names the product, since Basil `pricing`. A negative amount gives back unused time of what was before. */
export class InvoiceLine {
  @Decimal('decides') readonly amount?: number;
  @Block(() => Period) readonly period?: Period;
  @PriceRef() readonly price?: Price;
  @PriceRef() readonly plan?: Price;
  @Block(() => Pricing) readonly pricing?: Pricing;
  @Block(() => Metadata, 'decides') readonly metadata?: Metadata;
}

class InvoiceLines {
  @List(() => InvoiceLine, 'decides') readonly data?: readonly InvoiceLine[];
}

class SubscriptionDetails {
  @Ref('decides') readonly subscription?: string;
  @Block(() => Metadata, 'decides') readonly metadata?: Metadata;
}

class Parent {
  @Block(() => SubscriptionDetails, 'decides') readonly subscription_details?: SubscriptionDetails;
}

class Transitions {
  @Whole() readonly paid_at?: number;
}

/** `type` says which of the others is there. */
export class PaymentOfInvoice {
  @Id() readonly type?: string;
  @Ref() readonly payment_intent?: string;
  @Ref() readonly charge?: string;
}

/** invoice_payment.paid, since Basil: an invoice and what paid it, which name each other nowhere else. */
export class InvoicePayment {
  @Ref() readonly invoice?: string;
  @Block(() => PaymentOfInvoice) readonly payment?: PaymentOfInvoice;
}

class InvoicePayments {
  @List(() => InvoicePayment) readonly data?: readonly InvoicePayment[];
}

/** invoice.*: its subscription stands on it before Basil, and in `parent` since. */
export class Invoice {
  @Id('required') readonly id!: string;
  @Ref('decides') readonly subscription?: string;
  @Block(() => Parent, 'decides') readonly parent?: Parent;
  @Block(() => SubscriptionDetails, 'decides') readonly subscription_details?: SubscriptionDetails;
  @Ref() readonly payment_intent?: string;
  @Ref() readonly charge?: string;
  /** Only where an endpoint has it expanded. */
  @Block(() => InvoicePayments) readonly payments?: InvoicePayments;
  @Id() readonly billing_reason?: string;
  @Block(() => InvoiceLines, 'decides') readonly lines?: InvoiceLines;
  @Block(() => Metadata, 'decides') readonly metadata?: Metadata;
  @Block(() => Transitions) readonly status_transitions?: Transitions;
  @Whole() readonly amount_paid?: number;
  @Text() readonly currency?: string;
  @Ref() readonly customer?: string;
  @Text() readonly customer_email?: string;
  @Text() readonly customer_name?: string;
  @Text() readonly customer_phone?: string;
}
