import { Decimal, Id, List, Text, Whole } from '../shared/fields.js';

/*
 * What we rely on, by Asaas's docs and by what its sandbox sent. `decides` marks what says which sale and which product:
 * there, an unreadable value parks the delivery instead of being left out.
 */

/** Around every event. `dateCreated`: when the event was made, in Brasília. */
export class Envelope {
  @Id('required') readonly event!: string;
  @Text() readonly dateCreated?: string;
}

/** `status`: PENDING, CANCELLED or DONE. */
export class Refund {
  @Decimal() readonly value?: number;
  @Id() readonly status?: string;
}

/** One charge: a cycle of a subscription, an instalment of a purchase, or all of it. It names no product and no person. */
export class Payment {
  @Id('required') readonly id!: string;
  @Id() readonly customer?: string;
  @Id('decides') readonly subscription?: string;
  @Id('decides') readonly installment?: string;
  @Whole() readonly installmentNumber?: number;
  @Id('decides') readonly paymentLink?: string;
  @Id('decides') readonly checkoutSession?: string;
  /** The seller's own text. */
  @Id('decides') readonly externalReference?: string;
  @Id() readonly billingType?: string;
  @Id() readonly status?: string;
  /** In reais. */
  @Decimal() readonly value?: number;
  @Text() readonly dueDate?: string;
  @Text() readonly confirmedDate?: string;
  @Text() readonly paymentDate?: string;
  @Text() readonly clientPaymentDate?: string;
  @List(() => Refund) readonly refunds?: readonly Refund[];
}
