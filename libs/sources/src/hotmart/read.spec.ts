import { describe, expect, test } from '@jest/globals';
import { exampleValues } from '../examples.js';
import type { ExampleValues, ReadContext, Reading } from '../source.js';
import { examples } from './examples.js';
import { read } from './read.js';

const context: ReadContext = { personOf: (address) => `key of ${address}`, testsAreReal: false };
const NOW = new Date('2026-11-20T12:00:00.000Z');
const VALUES = exampleValues(
  { sale: 'S1', charge: 'HP1', product: '77', plan: '5', offer: 'o1', email: ' Bia@Example.com ', name: 'Bia Souza', paidUntil: '2026-12-20T03:00:00.000Z' },
  NOW,
);

type Body = Record<string, unknown>;
type Name = keyof typeof examples;

const asBody = (value: unknown): Body => Object(value) as Body;

/** An example with its fields at these dotted places set to something else; undefined takes them away. */
const bodyOf = (name: Name, changes: Body = {}, values: ExampleValues = VALUES): Body => {
  const body = asBody(JSON.parse(JSON.stringify(examples[name].body(values))));
  for (const [path, value] of Object.entries(changes)) {
    const keys = path.split('.');
    const parent = keys.slice(0, -1).reduce((at, key) => asBody(at[key]), body);
    parent[keys.at(-1) ?? ''] = value;
  }
  return body;
};

const readBody = (body: unknown, using = context): Reading =>
  read({ channel: 'hotmart', body: Buffer.from(JSON.stringify(body)), headers: {}, query: {} }, using);
const reading = (name: Name, changes: Body = {}): Reading => readBody(bodyOf(name, changes));

const factOf = (name: Name, changes: Body = {}) => {
  const said = reading(name, changes);
  return said.kind === 'facts' ? said.facts[0] : undefined;
};
const dataOf = (name: Name, changes: Body = {}): unknown => factOf(name, changes)?.fact.data;

const ISSUES = (...issues: string[]): Reading => ({ kind: 'unreadable', issues });
const PERSON = 'key of bia@example.com';
const OF = { occurredAt: NOW.toISOString(), sale: 'hotmart/S1', charge: 'HP1', product: 'hotmart/77', person: PERSON };

describe('a payment', () => {
  test('is a paid charge of the subscription, for the period sent', () => {
    expect(factOf('purchase-approved')).toEqual({
      key: 'charge/HP1/paid/2026-11-20T12:00:00.000Z',
      fact: {
        type: 'ChargePaid',
        data: {
          ...OF,
          plan: '5',
          planName: 'Plano Inventado',
          offer: 'o1',
          recurring: true,
          recurrence: 1,
          paidUntil: '2026-12-20T03:00:00.000Z',
          paidAt: '2026-11-20T11:59:55.000Z',
          amount: { value: 97.9, currency: 'BRL' },
        },
      },
      personal: { email: 'Bia@Example.com', name: 'Bia Souza', phone: '3131900001234'.slice(2), document: '00000000191' },
    });
  });

  test('of a renewal is a new charge of the same sale', () => {
    expect(dataOf('purchase-renewed', { 'data.purchase.transaction': 'HP2' })).toMatchObject({ sale: 'hotmart/S1', charge: 'HP2', recurrence: 2 });
  });

  test('without a subscriber code stands for itself and has no end, whatever date is sent', () => {
    const data = dataOf('single-purchase-approved', { 'data.purchase.date_next_charge': Date.parse('2027-01-01T00:00:00Z') });
    expect(data).toMatchObject({ sale: 'hotmart/HP1', recurring: false });
    expect(data).not.toHaveProperty('paidUntil');
  });

  test('told a second time is the same word; approved anew later, it is a new one', () => {
    const keys = [VALUES.at, VALUES.at, '2026-12-01T00:00:00.000Z'].map((at) => factOf('purchase-approved', { creation_date: Date.parse(at) })?.key);
    expect(new Set(keys).size).toBe(2);
  });

  test('is told once more when the refund period is over, as of the payment, under another key', () => {
    const said = factOf('purchase-complete', { creation_date: Date.parse('2026-12-10T04:00:00Z') });
    expect(said?.key).toBe('charge/HP1/complete/2026-11-20T11:59:55.000Z');
    expect(said?.fact).toMatchObject({ type: 'ChargePaid', data: { occurredAt: '2026-11-20T11:59:55.000Z', paidUntil: VALUES.paidUntil } });
  });

  test('that is complete without an approved date speaks as of the order; without both it waits for a person', () => {
    expect(dataOf('purchase-complete', { 'data.purchase.approved_date': null })).toMatchObject({ occurredAt: '2026-11-20T11:59:00.000Z' });
    const neither = { 'data.purchase.approved_date': undefined, 'data.purchase.order_date': '' };
    expect(reading('purchase-complete', neither)).toEqual(ISSUES('data.purchase.approved_date: expected a time'));
  });

  test.each<[string, unknown]>([
    ['data.purchase.date_next_charge', 'soon'],
    ['data.purchase.approved_date', {}],
    ['data.purchase.price', 'a lot'],
    ['data.purchase.price.value', '97,90'],
    ['data.purchase.payment', []],
    ['data.purchase.recurrence_number', 'first'],
    ['data.subscription.plan.name', 7],
    ['data.subscription.plan.id', null],
    ['data.purchase.offer.code', ''],
    ['data.buyer', 'Bia'],
    ['data.buyer.email', 'no address'],
    ['data.buyer.document', {}],
    ['data.affiliates', null],
    ['data.commissions', 'x'],
    ['id', undefined],
    ['version', null],
    ['version', 2],
  ])('still opens the door when %s is %j', (path, value) => {
    expect(factOf('purchase-approved', { [path]: value })?.fact).toMatchObject({ type: 'ChargePaid', data: { sale: 'hotmart/S1', charge: 'HP1' } });
  });

  test.each<[string, unknown, string]>([
    ['data', undefined, 'data: expected an object'],
    ['data.product.id', null, 'data.product.id: expected an id'],
    ['data.purchase', [], 'data.purchase: expected an object'],
    ['data.purchase.transaction', '', 'data.purchase.transaction: expected an id'],
    ['data.subscription', 'yes', 'data.subscription: expected an object'],
    ['data.subscription.subscriber.code', {}, 'data.subscription.subscriber.code: expected an id'],
    ['data.subscription.plan.id', 1.5, 'data.subscription.plan.id: expected an id'],
    ['data.purchase.offer.code', ['a'], 'data.purchase.offer.code: expected an id'],
    ['creation_date', undefined, 'creation_date: expected a time'],
    ['creation_date', 12_345_678, 'creation_date: expected a time'],
    ['version', '1.0.0', 'version: expected 2.0.0'],
    ['version', '20', 'version: expected 2.0.0'],
    ['event', null, 'event: expected an id'],
    ['event', 'PURCHASE_FORGOTTEN', 'event: PURCHASE_FORGOTTEN is not known'],
    ['event', 'constructor', 'event: expected the name of an event'],
    ['event', 'a person <a@example.com>', 'event: expected the name of an event'],
  ])('waits for a person when %s is %j', (path, value, issue) => {
    expect(reading('purchase-approved', { [path]: value })).toEqual(ISSUES(issue));
  });

  test('takes the time of the event by either spelling', () => {
    const changes = { creation_date: undefined, creationDate: Date.parse('2026-11-20T12:00:01Z') };
    expect(dataOf('purchase-approved', changes)).toMatchObject({ occurredAt: '2026-11-20T12:00:01.000Z' });
  });

  test('goes by the event, never by the status inside', () => {
    expect(factOf('purchase-approved', { 'data.purchase.status': 'REFUNDED' })?.fact.type).toBe('ChargePaid');
    expect(factOf('purchase-refunded', { 'data.purchase.status': 'APPROVED' })?.fact.type).toBe('ChargeReversed');
  });

  test('puts the area code before a phone that lacks it', () => {
    expect(factOf('purchase-approved', { 'data.buyer.checkout_phone': '900001234' })?.personal?.phone).toBe('31900001234');
  });

  test('of an unnamed buyer has no personal part at all', () => {
    expect(factOf('purchase-approved', { 'data.buyer': null })).not.toHaveProperty('personal');
    expect(dataOf('purchase-approved', { 'data.buyer': null })).not.toHaveProperty('person');
  });
});

test.each<[Name, string, object]>([
  ['purchase-refunded', 'refund', { type: 'ChargeReversed', data: { ...OF, kind: 'refund', whole: true } }],
  ['purchase-chargeback', 'chargeback', { type: 'ChargeReversed', data: { ...OF, kind: 'chargeback', whole: true } }],
  ['purchase-protest', 'disputed', { type: 'ChargeDisputed', data: { ...OF, kind: 'refund-request' } }],
  ['purchase-delayed', 'failed', { type: 'RenewalFailed', data: OF }],
  ['purchase-canceled', 'refused', { type: 'PaymentLapsed', data: { ...OF, sale: 'hotmart/HP1', kind: 'refused' } }],
  ['purchase-expired', 'expired', { type: 'PaymentLapsed', data: { ...OF, sale: 'hotmart/HP1', kind: 'expired' } }],
  ['purchase-billet-printed', 'awaited', { type: 'PaymentAwaited', data: { ...OF, method: 'PIX', expiresAt: '2026-11-21T12:00:00.000Z' } }],
])('%s says "%s" of its charge', (name, word, fact) => {
  expect(factOf(name)).toMatchObject({ key: `charge/HP1/${word}/2026-11-20T12:00:00.000Z`, personal: { name: 'Bia Souza' } });
  expect(factOf(name)?.fact).toEqual(fact);
});

test('each failed attempt to renew is a word of its own', () => {
  const keys = [0, 1].map((day) => factOf('purchase-delayed', { creation_date: NOW.getTime() + day * 86_400_000 })?.key);
  expect(new Set(keys).size).toBe(2);
});

describe('a subscription', () => {
  const CANCELLED_AT = '2026-11-20T11:59:59.850Z';
  const ENDED = { occurredAt: CANCELLED_AT, sale: 'hotmart/S1', product: 'hotmart/77', person: PERSON, endsAt: VALUES.paidUntil };

  test('that is cancelled ends when the next charge would have come', () => {
    const said = factOf('subscription-cancellation');
    expect(said?.key).toBe(`sale/S1/ended/${CANCELLED_AT}`);
    expect(said?.fact).toEqual({ type: 'SubscriptionEnded', data: ENDED });
    expect(said?.personal).toEqual({ email: 'Bia@Example.com', name: 'Bia Souza' });
  });

  test.each([undefined, null, '', 'soon', 0, -1])('with the end date %j ends nobody knows when', (date) => {
    expect(dataOf('subscription-cancellation', { 'data.date_next_charge': date })).toEqual({ ...ENDED, endsAt: 'unknown' });
  });

  test('without its own date is cancelled when the event was made', () => {
    expect(dataOf('subscription-cancellation', { 'data.cancellation_date': null })).toMatchObject({ occurredAt: VALUES.at });
  });

  test('cannot be found without its code', () => {
    const issue = 'data.subscriber.code: expected an id';
    expect(reading('subscription-cancellation', { 'data.subscriber.code': null })).toEqual(ISSUES(issue));
  });

  test('moves to the plan that is current, wherever it stands in the list', () => {
    const plans = [{ id: 1, current: false }, { id: 2, name: 'B', offer: { key: 'k2' }, current: true }, null];
    const said = factOf('switch-plan', { 'data.plans': plans });
    expect(said?.key).toBe(`sale/S1/plan/${VALUES.at}`);
    const { endsAt: paidUntil, ...of } = ENDED;
    expect(said?.fact).toEqual({ type: 'SubscriptionMoved', data: { ...of, occurredAt: VALUES.at, plan: '2', planName: 'B', offer: 'k2', paidUntil } });
  });

  test.each([[[{ id: 1, current: false }]], [[{ current: true }]], [[{ id: 1, current: true }, { id: 2, current: true }]]])(
    'does not move by %j',
    (plans) => {
      expect(reading('switch-plan', { 'data.plans': plans })).toEqual(ISSUES('data.plans: expected one current plan with an id'));
    },
  );

  test.each(['2027-01-18T12:00:00.000Z', Date.parse('2027-01-18T12:00:00.000Z')])('is paid until the new charge date %j', (date) => {
    const said = factOf('update-subscription-charge-date', { 'data.subscription.date_next_charge': date });
    const { endsAt: _, ...of } = ENDED;
    expect(said?.key).toBe(`sale/S1/date/${VALUES.at}`);
    expect(said?.fact).toEqual({ type: 'SubscriptionMoved', data: { ...of, occurredAt: VALUES.at, paidUntil: '2027-01-18T12:00:00.000Z' } });
  });

  test('is not moved to a date that cannot be read', () => {
    const issue = 'data.subscription.date_next_charge: expected a time';
    expect(reading('update-subscription-charge-date', { 'data.subscription.date_next_charge': '18/01' })).toEqual(ISSUES(issue));
  });
});

describe('a cart that was left', () => {
  test('names the product, the offer and the lead', () => {
    const said = factOf('purchase-out-of-shopping-cart');
    expect(said).toMatchObject({ key: `cart/77/${VALUES.id}`, personal: { phone: '31900001234' } });
    const data = { occurredAt: VALUES.at, product: 'hotmart/77', person: PERSON, offer: 'o1' };
    expect(said?.fact).toEqual({ type: 'CheckoutAbandoned', data });
  });

  test('is kept even if nothing is known of it', () => {
    expect(factOf('purchase-out-of-shopping-cart', { id: null, data: {} })).toEqual({
      key: `cart/unknown/${VALUES.at}`,
      fact: { type: 'CheckoutAbandoned', data: { occurredAt: VALUES.at } },
    });
  });
});

describe('a test event', () => {
  const IGNORED = { kind: 'ignored', because: 'test event of Hotmart' };

  test.each<[Name, Body]>([
    ['purchase-approved', { 'data.product.id': 0 }],
    ['purchase-approved', { 'data.product.id': '00000' }],
    ['purchase-approved', { 'data.product.ucode': 'fb056612-bcc6-4217-9e6d-2a5d1110ac2f' }],
    ['purchase-approved', { 'data.product.name': 'Produto test postback2' }],
    ['purchase-refunded', { 'data.purchase.transaction': 'HP16015479281022' }],
    ['purchase-approved', { 'data.buyer.email': 'testeComprador271101postman15@example.com' }],
    ['purchase-approved', { 'data.subscription.subscriber.code': 'I9OT62C3' }],
    ['subscription-cancellation', { 'data.product.id': 788921, 'data.subscriber.code': '0000aaaa' }],
    ['switch-plan', { 'data.subscription.product.id': 0 }],
    ['switch-plan', { 'data.subscription.subscriber_code': '9W2LNSG4', 'data.subscription.user.email': 'teste@hotmart.com.br' }],
    ['update-subscription-charge-date', { 'data.subscriber.code': '00000000', 'data.subscriber.email': 'test@hotmart.com' }],
    ['purchase-out-of-shopping-cart', { 'data.product.name': 'Produto test postback2 com ç e á' }],
  ])('is known in %s by %j', (name, changes) => {
    expect(reading(name, changes)).toEqual(IGNORED);
    expect(readBody(bodyOf(name, changes), { ...context, testsAreReal: true }).kind).toBe('facts');
  });

  test.each<[Name, Body]>([
    ['subscription-cancellation', { 'data.product.id': 788921 }],
    ['subscription-cancellation', { 'data.subscriber.code': '00000000' }],
    ['purchase-out-of-shopping-cart', { 'data.product.id': 123456 }],
  ])('is not taken for granted in %s by %j alone', (name, changes) => {
    expect(reading(name, changes).kind).toBe('facts');
  });
});

test.each<[Name]>([['club-first-access'], ['club-module-completed'], ['order-fulfillment']])('%s is no word about access', (name) => {
  expect(reading(name)).toEqual({ kind: 'ignored', because: 'no word about access' });
});

test('an id with a slash cannot pass for two', () => {
  expect(factOf('purchase-approved', { 'data.purchase.transaction': 'HP1/paid' })?.key).toBe(`charge/HP1%2Fpaid/paid/${VALUES.at}`);
});
