import { leadingText, retryAfterMs } from './http-answer.js';
import { noAnswer, refusal } from './lookup-refusal.js';
import type { Asking, LookupOptions, LookupOutcome } from './lookups.js';
import { jsonIn, textAt } from './value-at.js';

/** Production (docs.asaas.com, Autenticação); the sandbox is https://api-sandbox.asaas.com and has keys of its own. */
const PRODUCTION = 'https://api.asaas.com';

/** A 429 of Asaas tells the seconds to the next window here (docs.asaas.com, API limits). */
const RESET = 'ratelimit-reset';

/** A customer who was deleted there keeps the address, and the payment was theirs all the same. */
const customerIn = (text: string, id: string): LookupOutcome => {
  const body = jsonIn(text);
  if (textAt(body, 'id') !== id) return { kind: 'later', because: 'Asaas answered with something that is no customer' };
  const [email, name] = [textAt(body, 'email'), textAt(body, 'name')];
  if (email === '') return { kind: 'never', because: 'the customer has no address at Asaas' };
  return { kind: 'answer', completion: { by: 'look-up', email, ...(name && { name }) } };
};

/**
 * What Asaas can be asked: who a customer is, since its events name no one. A GET with a body is refused, and accounts opened since
 * June 2024 need a User-Agent (docs.asaas.com, Autenticação; HTTP response codes).
 */
export const asaasQuestions = ({ key, baseUrl = PRODUCTION }: LookupOptions): Readonly<Record<string, Asking>> => {
  const headers = { access_token: key, accept: 'application/json', 'user-agent': 'catraca' };
  const base = baseUrl.replace(/\/+$/, '');
  return {
    'asaas.customer': async (id, signal) => {
      try {
        // A redirect would carry the key to wherever it points.
        const response = await fetch(`${base}/v3/customers/${encodeURIComponent(id)}`, { headers, redirect: 'error', signal });
        const text = await leadingText(response);
        if (response.ok) return customerIn(text, id);
        return refusal('Asaas', response.status, retryAfterMs(response.headers.get('retry-after') ?? response.headers.get(RESET)));
      } catch (error) {
        return noAnswer('Asaas', error);
      }
    },
  };
};
