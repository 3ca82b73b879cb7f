/** A checkout session as the fake Stripe knows it; `products` are the ids of what its line items sold. */
export interface FakeSession {
  readonly id: string;
  readonly products: readonly string[];
  readonly email?: string;
  readonly name?: string;
}

/** A customer of a gateway. Stripe forgets who a deleted one was; Asaas only marks them. */
export interface FakeCustomer {
  readonly id: string;
  readonly email?: string | null;
  readonly name?: string | null;
  readonly deleted?: boolean;
}

/** Which part of a list was asked for; `after`: the id of the last one seen. */
export interface Page {
  readonly limit: number;
  readonly after?: string;
}

const CREATED = 1_790_000_000;
const MONEY = { amount_subtotal: 9790, amount_total: 9790, currency: 'brl' };

const price = (product: string, whole: boolean): object => ({
  ...{ id: `price_${product}`, object: 'price', active: true, currency: 'brl', livemode: true, type: 'one_time', unit_amount: 9790 },
  product: whole ? { id: product, object: 'product', active: true, name: product } : product,
});

const lineItem = (product: string, index: number, whole: boolean) => ({
  ...{ id: `li_${index}`, object: 'item', amount_discount: 0, amount_tax: 0, ...MONEY, description: product, quantity: 1 },
  price: price(product, whole),
});

/** Line items, page by page; a product is an id unless it was asked to be shown whole. */
export const lineItems = ({ id, products }: FakeSession, { limit, after }: Page, whole: boolean): object => {
  const all = products.map((product, index) => lineItem(product, index, whole));
  const from = after === undefined ? 0 : all.findIndex((item) => item.id === after) + 1;
  return { object: 'list', data: all.slice(from, from + limit), has_more: all.length > from + limit, url: `/v1/checkout/sessions/${id}/line_items` };
};

/** A paid session without its line items, which Stripe shows only when asked. */
export const sessionBody = ({ id, email, name }: FakeSession): object => ({
  ...{ id, object: 'checkout.session', created: CREATED, ...MONEY, customer: null, customer_email: null },
  customer_details: { address: null, email: email ?? null, name: name ?? null, phone: null, tax_exempt: 'none', tax_ids: [] },
  ...{ livemode: true, metadata: {}, mode: 'payment', payment_status: 'paid', status: 'complete' },
});

export const customerBody = ({ id, email, name, deleted }: FakeCustomer): object => {
  if (deleted) return { id, object: 'customer', deleted: true };
  const rest = { balance: 0, created: CREATED, currency: 'brl', delinquent: false, description: null, livemode: true, metadata: {}, phone: null };
  return { id, object: 'customer', ...rest, email: email ?? null, name: name ?? null };
};

/** An error as Stripe writes it. */
export const errorBody = (message: string, code?: string): object => ({
  error: { ...(code && { code, doc_url: `https://stripe.com/docs/error-codes/${code}` }), message, type: 'invalid_request_error' },
});
