import { describe, expect, test } from '@jest/globals';
import { changedBody, deliveryOf, jsonDelivery } from '../shared/given.js';
import { FORM } from '../source.js';
import { NOW, PERSON, VALUES, arrived, bodyOf, context, dataOf, factOf, reading, waits, type Body, type Name } from './given.js';
import { read } from './read.js';

const RECEIVED_AT = NOW.toISOString();
const CANCELLED_AT = '2026-11-20T11:59:59.850Z';

describe('a cart that was left', () => {
  test('names the product and the lead, by our clock', () => {
    expect(factOf('v1-cart')).toEqual({
      key: `v1/cart/77/${PERSON}`,
      fact: { type: 'CheckoutAbandoned', data: { occurredAt: RECEIVED_AT, product: 'hotmart/77', person: PERSON } },
      personal: { email: 'Bia@Example.com', name: 'Bia Souza', phone: '31900001234' },
      clock: 'ours',
    });
  });

  test('is kept even if nothing is known of it', () => {
    expect(factOf('v1-cart', { productId: null, buyerVO: 'Bia' })).toEqual({
      key: 'v1/cart/unknown/unknown',
      fact: { type: 'CheckoutAbandoned', data: { occurredAt: RECEIVED_AT } },
      clock: 'ours',
    });
  });
});

describe('a cancelled subscription', () => {
  const ENDED = { occurredAt: CANCELLED_AT, sale: 'hotmart/S1', person: PERSON, endsAt: VALUES.paidUntil };

  test('ends when the next charge would have come, without a word of its product', () => {
    expect(factOf('v1-subscription-cancellation')).toEqual({
      key: `v1/S1/ended/${CANCELLED_AT}`,
      fact: { type: 'SubscriptionEnded', data: ENDED },
      personal: { email: 'Bia@Example.com', name: 'Bia Souza' },
    });
  });

  test.each([CANCELLED_AT, Date.parse(CANCELLED_AT), String(Date.parse(CANCELLED_AT))])('is cancelled at %j', (cancellationDate) => {
    expect(dataOf('v1-subscription-cancellation', { cancellationDate })).toEqual(ENDED);
  });

  test('without a readable date of its own is cancelled when we hear of it', () => {
    expect(factOf('v1-subscription-cancellation', { cancellationDate: 'today' })).toMatchObject({
      key: `v1/S1/ended/${VALUES.paidUntil}`,
      fact: { data: { occurredAt: RECEIVED_AT } },
      clock: 'ours',
    });
  });

  test.each([undefined, null, '', 'soon', 0])('with the end date %j ends nobody knows when', (dateNextCharge) => {
    expect(dataOf('v1-subscription-cancellation', { dateNextCharge })).toEqual({ ...ENDED, endsAt: 'unknown' });
  });

  test('is found by a code that came as a number, and by no other way', () => {
    expect(dataOf('v1-subscription-cancellation', { subscriberCode: 96921 })).toMatchObject({ sale: 'hotmart/96921' });
    expect(reading('v1-subscription-cancellation', { subscriberCode: null })).toEqual(waits('subscriberCode: expected an id'));
  });
});

describe('a plan switch', () => {
  test('moves to the new plan, by its name and its offer', () => {
    expect(factOf('v1-switch-plan')).toEqual({
      key: `v1/S1/plan/${VALUES.at}`,
      fact: {
        type: 'SubscriptionMoved',
        data: {
          occurredAt: VALUES.at,
          sale: 'hotmart/S1',
          product: 'hotmart/77',
          person: PERSON,
          planName: 'Plano Inventado',
          offer: 'o1',
        },
      },
      personal: { email: 'Bia@Example.com', name: 'Bia Souza' },
    });
  });

  test('without a readable date happens when we hear of it, and is known by what it moves to', () => {
    const said = factOf('v1-switch-plan', { switchPlanDate: '' });
    expect(said).toMatchObject({ key: 'v1/S1/plan/o1', fact: { data: { occurredAt: RECEIVED_AT } }, clock: 'ours' });
    expect(factOf('v1-switch-plan', { switchPlanDate: '', 'newSubscriptionPlan.offer': null })?.key).toBe('v1/S1/plan/Plano Inventado');
  });

  test.each<[Body, string]>([
    [{ newSubscriptionPlan: {} }, 'newSubscriptionPlan: expected a name or an offer'],
    [{ newSubscriptionPlan: null }, 'newSubscriptionPlan: expected an object'],
    [{ 'newSubscriptionPlan.offer.key': {} }, 'newSubscriptionPlan.offer.key: expected an id'],
    [{ 'subscription.subscriber': undefined }, 'subscription.subscriber: expected an object'],
    [{ 'subscription.subscriber.code': '' }, 'subscription.subscriber.code: expected an id'],
  ])('waits for a person with %j', (changes, issue) => {
    expect(reading('v1-switch-plan', changes)).toEqual(waits(issue));
  });

  test('of an unnamed subscriber names nobody', () => {
    expect(factOf('v1-switch-plan', { 'subscription.subscriber.user': null })).not.toHaveProperty('personal');
  });
});

describe('a body', () => {
  const { body: form } = arrived('v1-approved');
  const FACT = factOf('v1-approved');
  const factsBy = (headers: Record<string, string>, body = form): unknown => read(deliveryOf(body, { headers }), context);

  test.each([
    [{}],
    [{ 'content-type': `${FORM}; charset=UTF-8` }],
    [{ 'content-type': FORM.toUpperCase() }],
    [{ 'content-type': 'application/json' }],
  ])('that is a form is an order under %j', (headers) => {
    expect(factsBy(headers)).toEqual({ kind: 'facts', facts: [FACT] });
  });

  test('that calls itself a form and has no field of an order waits for a person', () => {
    expect(factsBy({ 'content-type': FORM }, Buffer.from('a=b'))).toEqual(waits('status: expected a known word'));
    expect(factsBy({}, Buffer.from('a=b'))).toEqual(waits('body: expected a JSON object'));
    expect(factsBy({ 'content-type': FORM }, Buffer.from([0xff, 0xfe]))).toEqual(waits('body: expected a JSON object'));
  });

  test('that is a JSON object is read as one even if it calls itself a form', () => {
    const { body } = jsonDelivery(bodyOf('purchase-approved'));
    expect(factsBy({ 'content-type': FORM }, body)).toEqual(factsBy({}, body));
    expect(factOf('purchase-approved')).toBeDefined();
  });

  test.each<[Name, Body]>([
    ['v1-cart', { affiliate: undefined }],
    ['v1-cart', { productName: undefined }],
    ['v1-subscription-cancellation', { cancellationDate: undefined }],
    ['v1-switch-plan', { switchPlanDate: undefined }],
    ['v1-switch-plan', { event: null }],
  ])('of JSON is not known from %s with %j', (name, changes) => {
    expect(read(jsonDelivery(changedBody(bodyOf(name), changes)), context)).toEqual(waits('event: expected an id'));
  });
});

describe('a test event', () => {
  test.each<[Name, Body]>([
    ['v1-approved', { prod: '00000' }],
    ['v1-approved', { prod_name: 'Produto test postback2' }],
    ['v1-approved', { email: 'testeComprador271101postman15@example.com' }],
    ['v1-expired', { transaction: 'HP09915534436216' }],
    ['v1-refunded', { subscriber_code: 'I9OT62C3' }],
    ['v1-form-cancellation', { prod: '0' }],
    ['v1-form-cancellation', { subscriber_code: 'I9OT62C3' }],
    ['v1-cart', { productName: 'Produto test postback2 com ç e á' }],
    ['v1-cart', { productId: 0 }],
    ['v1-cart', { productUcode: 'fb056612-bcc6-4217-9e6d-2a5d1110ac2f' }],
    ['v1-subscription-cancellation', { subscriberCode: '00000000', userEmail: 'test@hotmart.com' }],
    ['v1-subscription-cancellation', { productName: 'Produto test postback2' }],
    ['v1-switch-plan', { 'subscription.subscriber.code': '9W2LNSG4', 'subscription.subscriber.user.email': 'teste@hotmart.com.br' }],
    ['v1-switch-plan', { 'subscription.product.id': 0 }],
  ])('is known in %s by %j', (name, changes) => {
    expect(reading(name, changes)).toEqual({ kind: 'ignored', because: 'test event of Hotmart' });
    expect(reading(name, changes, { ...context, testsAreReal: true }).kind).toBe('facts');
  });
});
