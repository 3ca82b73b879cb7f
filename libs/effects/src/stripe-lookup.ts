import type Stripe from 'stripe';
import { retryAfterMs } from './http-answer.js';
import { noAnswer, refusal } from './lookup-refusal.js';
import type { Asking, LookedUp, LookupOptions, LookupOutcome } from './lookups.js';
import { jsonIn, textAt, valueAt } from './value-at.js';

const PAGE = 100;
/** Stripe's words where a test key asks about a live thing or the other way round; there is no code for it. */
const OTHER_MODE = /similar object exists in (test|live) mode/;

type Session = Stripe.Checkout.Session;
type LineItem = Stripe.LineItem;

/** JSON that is no object makes the client throw where nobody catches it, which would end the process: it gets nothing instead. */
const readable = async (response: Response): Promise<Response> => {
  const text = await response.text();
  const body = typeof jsonIn(text) === 'object' ? text : null;
  return new Response(body, { status: response.status, headers: response.headers });
};

/**
 * The official client, loaded when it is first needed: most commands never ask. No retries of its own, because the queue has a
 * better clock for that; no telemetry; and never to another host, which would get the key.
 */
const clientFor = async ({ key, baseUrl, timeoutMs }: LookupOptions, signal: AbortSignal): Promise<Stripe> => {
  const { default: StripeClient } = await import('stripe');
  const url = baseUrl === undefined ? undefined : new URL(baseUrl);
  const request: typeof fetch = async (input, init) =>
    readable(await fetch(input, { ...init, redirect: 'error', signal: init?.signal ? AbortSignal.any([init.signal, signal]) : signal }));
  return new StripeClient(key, {
    ...(url && { host: url.hostname, port: url.port, protocol: url.protocol === 'http:' ? 'http' : 'https' }),
    ...(timeoutMs !== undefined && { timeout: timeoutMs }),
    httpClient: StripeClient.createFetchHttpClient(request),
    maxNetworkRetries: 0,
    telemetry: false,
    appInfo: { name: 'catraca' },
  });
};

/** A 404 without this code is no word on the thing: something stands between, or the address is not Stripe's. */
const notFound = (error: unknown): LookupOutcome => {
  if (textAt(error, 'code') !== 'resource_missing') return { kind: 'later', because: 'Stripe answered 404 without saying what is missing' };
  if (!OTHER_MODE.test(textAt(error, 'message'))) return refusal('Stripe', 404);
  return { kind: 'later', because: 'Stripe refuses our key: it is of the other mode (test or live)' };
};

/** The client's own messages repeat parts of keys and ids, so nothing of them is passed on. */
const failed = (error: unknown): LookupOutcome => {
  const status = valueAt(error, 'statusCode');
  if (status === 404) return notFound(error);
  if (typeof status === 'number') return refusal('Stripe', status, retryAfterMs(textAt(valueAt(error, 'headers'), 'retry-after')));
  if (textAt(error, 'type') === 'StripeConnectionError') return noAnswer('Stripe', error);
  return { kind: 'later', because: 'Stripe answered with something that cannot be read' };
};

/** A person's part of an answer, without what is not there. */
const personIn = (from: unknown): Pick<LookedUp, 'email' | 'name'> => {
  const [email, name] = [textAt(from, 'email'), textAt(from, 'name')];
  return { ...(email && { email }), ...(name && { name }) };
};

/** A session shows its first line items only; the rest comes page by page. */
const lineItems = async (stripe: Stripe, { id, line_items: first }: Session): Promise<readonly LineItem[]> => {
  const items = [...(first?.data ?? [])];
  const last = items.at(-1);
  if (!first?.has_more || !last) return items;
  for await (const item of stripe.checkout.sessions.listLineItems(id, { limit: PAGE, starting_after: last.id })) items.push(item);
  return items;
};

const productOf = ({ price }: LineItem): readonly string[] => {
  const product: unknown = price?.product;
  const id = typeof product === 'string' ? product : textAt(product, 'id');
  return id === '' ? [] : [id];
};

/** Needs no more than leave to read sessions: line items name their product without being asked to show it. */
const session = async (stripe: Stripe, id: string): Promise<LookupOutcome> => {
  const found = await stripe.checkout.sessions.retrieve(id, { expand: ['line_items'] });
  if (found.id !== id) return { kind: 'later', because: 'Stripe answered with something that is no session' };
  const products = [...new Set((await lineItems(stripe, found)).flatMap(productOf))];
  if (products.length === 0) return { kind: 'never', because: 'the session has no line items' };
  return { kind: 'answer', completion: { by: 'look-up', products, ...personIn(found.customer_details) } };
};

const customer = async (stripe: Stripe, id: string): Promise<LookupOutcome> => {
  const found = await stripe.customers.retrieve(id);
  if (found.id !== id) return { kind: 'later', because: 'Stripe answered with something that is no customer' };
  if (found.deleted === true) return { kind: 'never', because: 'the customer was deleted at Stripe' };
  const person = personIn(found);
  return person.email
    ? { kind: 'answer', completion: { by: 'look-up', ...person } }
    : { kind: 'never', because: 'the customer has no address at Stripe' };
};

/** What Stripe can be asked: what a session sold, which its event leaves out (docs.stripe.com/checkout/fulfillment), and who a customer is. */
export const stripeQuestions = (options: LookupOptions): Readonly<Record<string, Asking>> => {
  const asking =
    (look: (stripe: Stripe, id: string) => Promise<LookupOutcome>): Asking =>
    async (id, signal) => {
      try {
        return await look(await clientFor(options, signal), id);
      } catch (error) {
        return failed(error);
      }
    };
  return { 'stripe.session': asking(session), 'stripe.customer': asking(customer) };
};
