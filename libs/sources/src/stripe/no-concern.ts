/** What Stripe sends about things that open and close nothing here, by the first part of the event's name (its list of event types, stripe-node 23). */
const FAMILIES: ReadonlySet<string> = new Set(
  `account application_fee apps balance balance_settings billing billing_portal capability cash_balance climate coupon credit_note
  customer_cash_balance_transaction file financial_connections identity invoiceitem issuing_authorization issuing_card
  issuing_cardholder issuing_dispute issuing_personalization_design issuing_token issuing_transaction mandate payment_link
  payment_method payout person plan price product promotion_code quote radar reporting reserve review setup_intent sigma source
  subscription_schedule tax tax_rate terminal test_helpers three_d_secure topup transfer treasury`.split(/\s+/),
);

/** In the families that do matter: what tells nothing about access. */
const EVENTS: ReadonlySet<string> = new Set(
  `charge.captured charge.expired charge.failed charge.pending charge.succeeded charge.updated charge.dispute.updated
  customer.created customer.updated customer.deleted customer.subscription.trial_will_end
  customer.subscription.pending_update_applied customer.subscription.pending_update_expired
  invoice.created invoice.deleted invoice.finalization_failed invoice.finalized invoice.marked_uncollectible invoice.overdue
  invoice.overpaid invoice.payment_action_required invoice.payment_attempt_required invoice.sent invoice.upcoming
  invoice.updated invoice.voided invoice.will_be_due`.split(/\s+/),
);

/** What another event says as well, or cannot say well enough. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['invoice.payment_succeeded', 'invoice.paid says the same'],
  ['entitlements.active_entitlement_summary.updated', 'it names features and a customer, neither product nor payment nor e-mail'],
]);

const PARTS_OF_CUSTOMER = /^customer\.(discount|source|tax_id)\./;

/** Why an event is of no concern; undefined where it is of concern, or not known. */
export const reasonToIgnore = (type: string): string | undefined => {
  if (REASONS.has(type)) return REASONS.get(type);
  if (type.startsWith('payment_intent.')) return 'the checkout session and the invoice say what was bought';
  const [family = ''] = type.split('.');
  const isKnown = FAMILIES.has(family) || EVENTS.has(type) || PARTS_OF_CUSTOMER.test(type);
  return isKnown ? 'no word about access' : undefined;
};
