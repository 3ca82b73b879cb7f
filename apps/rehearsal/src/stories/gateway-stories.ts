import type { Sold } from './purchase-and-refund.js';

/** Who pays in all of Asaas's examples. */
const ASAAS_CUSTOMER = 'cus_000000001111';

/** A purchase and its refund, gateway by gateway. */
export const gatewayStories: readonly Sold[] = [
  {
    gateway: 'Hotmart',
    channel: 'hotmart',
    title: 'A purchase opens the door, a refund closes it',
    buyer: 'Ana Souza',
    pays: { example: 'purchase-approved', called: 'PURCHASE_APPROVED' },
    refunds: { example: 'purchase-refunded', called: 'PURCHASE_REFUNDED' },
    sale: (tag) => ({ sale: `ANA${tag}`, charge: `HP90000${tag}` }),
  },
  {
    gateway: 'Kiwify',
    channel: 'kiwify',
    title: 'The same at Kiwify, whose clock shows no seconds',
    buyer: 'Davi Lima',
    pays: { example: 'single-order-approved', called: 'order_approved' },
    refunds: { example: 'single-order-refunded', called: 'order_refunded' },
    sale: (tag) => ({ charge: `0e5a7c1e-0000-4000-8000-00000${tag}` }),
  },
  {
    gateway: 'Eduzz',
    channel: 'eduzz',
    title: 'The same at Eduzz',
    buyer: 'Eva Reis',
    pays: { example: 'single-invoice-paid', called: 'myeduzz.invoice_paid' },
    refunds: { example: 'single-invoice-refunded', called: 'myeduzz.invoice_refunded' },
    sale: (tag) => ({ charge: `9${tag}` }),
  },
  {
    gateway: 'Stripe',
    channel: 'stripe',
    title: 'The same at Stripe, where the metadata name the product',
    buyer: 'Flora Nunes',
    pays: { example: 'checkout-session-completed', called: 'checkout.session.completed' },
    refunds: { example: 'charge-refunded', called: 'charge.refunded' },
    sale: (tag) => ({ sale: tag, charge: `pi_${tag}` }),
  },
  {
    gateway: 'Asaas',
    channel: 'asaas',
    title: 'The same at Asaas, which names nobody: Catraca asks it who paid',
    buyer: 'Hugo Alves',
    pays: { example: 'single-payment-confirmed', called: 'PAYMENT_CONFIRMED' },
    refunds: { example: 'single-payment-refunded', called: 'PAYMENT_REFUNDED' },
    sale: (tag) => ({ charge: `pay_${tag}` }),
    introduce: ({ asaas }, buyer) => asaas.customer({ id: ASAAS_CUSTOMER, ...buyer }),
  },
];
