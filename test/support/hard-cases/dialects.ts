/** How a gateway says a seller's word: by these examples, one after the other. */
type Dialect = Readonly<Record<string, readonly string[]>>;

export interface Speaker {
  readonly name: string;
  readonly source: 'hotmart' | 'kiwify' | 'eduzz' | 'stripe' | 'asaas';
  readonly says: Dialect;
}

const hotmart2: Dialect = {
  buys: ['single-purchase-approved'],
  subscribes: ['purchase-approved'],
  renews: ['purchase-renewed'],
  'sale is complete': ['single-purchase-complete'],
  'gets the money back': ['single-purchase-refunded'],
  'gets the subscription back': ['purchase-refunded'],
  'asks for the subscription back': ['purchase-protest'],
  'disputes the payment': ['single-purchase-protest'],
  'the seller loses the dispute': ['single-purchase-chargeback'],
  'card is refused': ['purchase-canceled'],
  'orders and has not paid': ['single-purchase-billet-printed'],
  'the money arrives': ['single-purchase-approved'],
  'renewal fails': ['purchase-delayed'],
  cancels: ['subscription-cancellation'],
  'switches the plan': ['switch-plan'],
};

const hotmart1: Dialect = {
  buys: ['v1-single-approved'],
  subscribes: ['v1-approved'],
  renews: ['v1-renewed'],
  'gets the money back': ['v1-single-refunded'],
  'gets the subscription back': ['v1-refunded'],
  'asks for the subscription back': ['v1-dispute'],
  'card is refused': ['v1-canceled'],
  'renewal fails': ['v1-delayed'],
  cancels: ['v1-subscription-cancellation'],
};

/** What both say, said twice. */
const both = Object.fromEntries(Object.entries(hotmart1).map(([word, examples]) => [word, [...(hotmart2[word] ?? []), ...examples]]));

const kiwify: Dialect = {
  buys: ['single-order-approved'],
  subscribes: ['order-approved'],
  renews: ['subscription-renewed'],
  'gets the money back': ['single-order-refunded'],
  'gets the subscription back': ['order-refunded'],
  'card is refused': ['order-rejected'],
  'orders and has not paid': ['billet-created'],
  'the money arrives': ['single-order-approved'],
  'renewal fails': ['subscription-late'],
  cancels: ['subscription-canceled'],
};

const eduzz: Dialect = {
  buys: ['single-invoice-paid'],
  'buys for a student': ['student-invoice-paid'],
  subscribes: ['invoice-paid', 'contract-updated'],
  renews: ['invoice-paid', 'contract-updated'],
  'gets the money back': ['single-invoice-refunded'],
  'gets a part back': ['single-invoice-partly-refunded'],
  'gets the subscription back': ['invoice-refunded'],
  'asks for the subscription back': ['invoice-waiting-refund'],
  'disputes the payment': ['single-invoice-waiting-refund'],
  'the seller loses the dispute': ['single-invoice-chargeback'],
  'card is refused': ['invoice-refused'],
  'orders and has not paid': ['invoice-waiting-payment'],
  'the money arrives': ['single-invoice-paid'],
  'renewal fails': ['contract-updated-late'],
  cancels: ['contract-updated-canceled'],
};

const eduzzLegacy: Dialect = { buys: ['legacy-single-invoice-paid'], 'gets the money back': ['legacy-single-invoice-refunded'] };

const eduzzDelivery: Dialect = { buys: ['delivery-create'], 'gets the money back': ['delivery-remove'] };

const stripe: Dialect = {
  buys: ['checkout-session-completed'],
  subscribes: ['checkout-session-completed-subscription', 'invoice-paid-first-basil', 'invoice-payment-paid'],
  renews: ['invoice-paid-basil', 'invoice-payment-paid'],
  'gets the money back': ['charge-refunded'],
  'gets a part back': ['charge-refunded-partly'],
  'gets a known part back': ['charge-refunded-partly'],
  'gets the subscription back': ['charge-refunded-of-invoice'],
  'orders and has not paid': ['checkout-session-completed-unpaid'],
  'the money arrives': ['checkout-session-async-payment-succeeded'],
  'the refund fails': ['refund-failed'],
  'the bank enquires': ['charge-dispute-created-enquiry'],
  'the enquiry is closed': ['charge-dispute-closed-enquiry'],
  'disputes the payment': ['charge-dispute-created', 'charge-dispute-funds-withdrawn'],
  'the seller loses the dispute': ['charge-dispute-closed-lost'],
  'the seller wins the dispute': ['charge-dispute-closed-won', 'charge-dispute-funds-reinstated'],
  'renewal fails': ['invoice-payment-failed-basil'],
  cancels: ['customer-subscription-updated-cancelled-basil'],
  'switches the plan': ['customer-subscription-updated-other-price'],
};

const asaas: Dialect = {
  buys: ['single-payment-confirmed'],
  subscribes: ['payment-confirmed'],
  renews: ['payment-confirmed'],
  'gets the money back': ['single-payment-refunded'],
  'gets a part back': ['single-payment-partially-refunded'],
  'gets a known part back': ['single-payment-partially-refunded'],
  'gets the subscription back': ['payment-refunded'],
  'seller is paid': ['single-card-payment-received'],
  'disputes the payment': ['single-payment-chargeback-requested'],
  'the seller wins the dispute': ['single-payment-awaiting-chargeback-reversal'],
  'card is refused': ['payment-credit-card-capture-refused'],
  'orders and has not paid': ['single-payment-created'],
  'the money arrives': ['single-payment-received'],
  'renewal fails': ['payment-overdue'],
};

/** Everybody who tells us of sales, in each of their languages. */
export const speakers: readonly Speaker[] = [
  { name: 'Hotmart 2.0.0', source: 'hotmart', says: hotmart2 },
  { name: 'Hotmart 1.0.0', source: 'hotmart', says: hotmart1 },
  { name: 'Hotmart, both at once', source: 'hotmart', says: both },
  { name: 'Kiwify', source: 'kiwify', says: kiwify },
  { name: 'Eduzz', source: 'eduzz', says: eduzz },
  { name: 'Eduzz, legacy', source: 'eduzz', says: eduzzLegacy },
  { name: 'Eduzz, custom delivery', source: 'eduzz', says: eduzzDelivery },
  { name: 'Stripe', source: 'stripe', says: stripe },
  { name: 'Asaas', source: 'asaas', says: asaas },
];
