import type { Strike } from './fake-api-faults.js';
import type { ApiAnswer, ApiRequest, Route } from './fake-api-http.js';
import type { FakeCustomer } from './fake-stripe-bodies.js';

const customerBody = ({ id, email, name, deleted = false }: FakeCustomer): object => ({
  ...{ object: 'customer', id, dateCreated: '2026-09-21', name: name ?? null, email: email ?? null, phone: null, mobilePhone: null },
  ...{ address: null, cpfCnpj: '00000000000', personType: 'FISICA', deleted, additionalEmails: null, externalReference: null },
  ...{ notificationDisabled: false, observations: null, country: 'Brasil' },
});

/** A GET with a body, or one that does not say who asks, does not come through (docs.asaas.com, Autenticação; HTTP response codes). */
const isMisshapen = ({ headers }: ApiRequest): boolean => !headers['user-agent'] || Number(headers['content-length'] ?? 0) > 0;

const WRONG_KEY: ApiAnswer = {
  status: 401,
  json: { errors: [{ code: 'invalid_access_token', description: 'A chave de API fornecida é inválida' }] },
};

/** The wait stands in a header of its own (docs.asaas.com, API limits). */
const throttled = (seconds: number): ApiAnswer => ({
  status: 429,
  headers: { 'ratelimit-limit': '100', 'ratelimit-remaining': '0', 'ratelimit-reset': String(seconds) },
});

/** Asaas, as far as Catraca asks it: a customer. */
export const fakeAsaasApi = (key: string, strike: Strike) => {
  const customers = new Map<string, FakeCustomer>();
  const failing = (): ApiAnswer | undefined => {
    const wait = strike('throttle');
    if (wait !== undefined) return throttled(wait);
    return strike('fail') === undefined ? undefined : { status: 500 };
  };
  const customerRoute: Route = ({ path: [resource, id = ''] }) => {
    const found = resource === 'customers' && strike('missing') === undefined ? customers.get(id) : undefined;
    return found && { status: 200, json: customerBody(found) };
  };
  const answer: Route = (request) => {
    if (isMisshapen(request)) return { status: 403 };
    if (request.headers['access_token'] !== key || strike('refuseKey') !== undefined) return WRONG_KEY;
    return failing() ?? customerRoute(request);
  };
  const customer = (one: FakeCustomer): void => void customers.set(one.id, one);
  return { customer, answer };
};
