import type { Strike } from './fake-api-faults.js';
import type { ApiAnswer, ApiRequest, Route } from './fake-api-http.js';
import { customerBody, errorBody, lineItems, sessionBody, type FakeCustomer, type FakeSession } from './fake-stripe-bodies.js';

const FIRST_ITEMS = 10;

const isExpanded = ({ query }: ApiRequest, what: string): boolean =>
  [...query].some(([name, value]) => name.startsWith('expand') && (value === what || value.startsWith(`${what}.`)));

/** Its messages repeat what it was given, ids and the ends of keys, as the real ones do. */
const missing = (what: string, id: string): ApiAnswer => ({ status: 404, json: errorBody(`No such ${what}: '${id}'`, 'resource_missing') });

const wrongKey = (authorization = ''): ApiAnswer => ({
  status: 401,
  json: errorBody(`Invalid API Key provided: ${authorization.slice('Bearer '.length, 15)}****${authorization.slice(-4)}`),
});

const throttled = (seconds: number): ApiAnswer => ({
  status: 429,
  json: errorBody('Request rate limit exceeded', 'rate_limit'),
  headers: { 'retry-after': String(seconds) },
});

const failing = (strike: Strike): ApiAnswer | undefined => {
  const wait = strike('throttle');
  if (wait !== undefined) return throttled(wait);
  return strike('fail') === undefined ? undefined : { status: 500, json: { error: { message: 'An unknown error occurred', type: 'api_error' } } };
};

const sessionAnswer = (found: FakeSession, request: ApiRequest): ApiAnswer => {
  if (!isExpanded(request, 'line_items')) return { status: 200, json: sessionBody(found) };
  const whole = isExpanded(request, 'line_items.data.price.product');
  return { status: 200, json: { ...sessionBody(found), line_items: lineItems(found, { limit: FIRST_ITEMS }, whole) } };
};

const pageAnswer = (found: FakeSession, request: ApiRequest): ApiAnswer => {
  const after = request.query.get('starting_after');
  const page = { limit: Number(request.query.get('limit') ?? FIRST_ITEMS), ...(after !== null && { after }) };
  return { status: 200, json: lineItems(found, page, isExpanded(request, 'data.price.product')) };
};

/** Stripe, as far as Catraca asks it: a session with its line items, their further pages, a customer. */
export const fakeStripeApi = (key: string, strike: Strike) => {
  const sessions = new Map<string, FakeSession>();
  const customers = new Map<string, FakeCustomer>();

  const sessionRoute: Route = (request) => {
    const [checkout, resource, id = '', list] = request.path;
    if (checkout !== 'checkout' || resource !== 'sessions') return undefined;
    const found = strike('missing') === undefined ? sessions.get(id) : undefined;
    if (!found) return missing('checkout.session', id);
    return list === 'line_items' ? pageAnswer(found, request) : sessionAnswer(found, request);
  };
  const customerRoute: Route = ({ path: [resource, id = ''] }) => {
    if (resource !== 'customers') return undefined;
    const found = strike('missing') === undefined ? customers.get(id) : undefined;
    return found ? { status: 200, json: customerBody(found) } : missing('customer', id);
  };
  const answer: Route = (request) => {
    const { authorization } = request.headers;
    if (authorization !== `Bearer ${key}` || strike('refuseKey') !== undefined) return wrongKey(authorization);
    return failing(strike) ?? sessionRoute(request) ?? customerRoute(request);
  };
  const session = (one: FakeSession): void => void sessions.set(one.id, one);
  const customer = (one: FakeCustomer): void => void customers.set(one.id, one);
  return { session, customer, answer };
};
