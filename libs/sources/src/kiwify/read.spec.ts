import { describe, expect, test } from '@jest/globals';
import { blanking } from '../shared/blank.js';
import { bodyOf, context, factOf, readBody, reading, waits, type Body, type Name } from './given.js';
import { kiwify } from './index.js';

describe('an event', () => {
  test.each([
    ['ChargePaid', ['order_approved', 'order_paid', 'compra_aprovada', 'subscription_renewed']],
    ['ChargeReversed', ['order_refunded', 'compra_reembolsada', 'chargeback', 'order_chargedback']],
    ['PaymentLapsed', ['order_rejected', 'compra_recusada']],
    ['PaymentAwaited', ['billet_created', 'boleto_gerado', 'pix_created', 'pix_gerado']],
    ['SubscriptionEnded', ['subscription_canceled']],
    ['RenewalFailed', ['subscription_late']],
    ['CheckoutAbandoned', ['abandoned_cart', 'carrinho_abandonado']],
  ])('of %s may be called %j', (type, names) => {
    const types = names.map((name) => factOf('order-approved', { webhook_event_type: name, id: 'C1' })?.fact.type);
    expect(types).toEqual(names.map(() => type));
  });

  test.each([
    ['order_refunded', 'compra_reembolsada', 'refund'],
    ['chargeback', 'order_chargedback', 'chargeback'],
  ])('%s and %s are one', (name, other, kind) => {
    const said = factOf('order-refunded', { webhook_event_type: name });
    expect(said?.fact.data).toMatchObject({ kind });
    expect(factOf('order-refunded', { webhook_event_type: other })).toEqual(said);
  });

  test.each<[unknown, string]>([
    ['order_forgotten', 'event: order_forgotten is not known'],
    ['ORDER_APPROVED', 'event: ORDER_APPROVED is not known'],
    ['constructor', 'event: constructor is not known'],
    ['a person <a@example.com>', 'event: expected the name of an event'],
    [{}, 'webhook_event_type: expected an id'],
    [undefined, 'webhook_event_type: expected the name of an event'],
    [null, 'webhook_event_type: expected the name of an event'],
  ])('called %j waits for a person', (name, issue) => {
    expect(reading('order-approved', { webhook_event_type: name })).toEqual(waits(issue));
    expect(reading('wrapped-order-approved', { 'order.webhook_event_type': name, webhook_event_type: 'order_approved' })).toEqual(waits(issue));
  });

  test.each(['paid', 'ABANDONED', 7, {}])('is no left cart by the status %j', (status) => {
    expect(reading('abandoned-cart', { status })).toEqual(waits('webhook_event_type: expected the name of an event'));
  });

  test.each([null, 'text', 7, [{}]])('is not unwrapped from %j', (order) => {
    expect(factOf('order-approved', { order })).toEqual(factOf('order-approved'));
  });
});

describe('a test event', () => {
  const IGNORED = { kind: 'ignored', because: 'test event of Kiwify' };
  const JOHN = { 'Customer.email': 'JohnDoe@Example.com', 'Customer.full_name': 'John Doe' };

  test.each<[Name, Body]>([
    ['order-approved', JOHN],
    ['chargeback', JOHN],
    ['subscription-canceled', JOHN],
    ['wrapped-order-approved', { 'order.Customer': { email: 'johndoe@example.com', full_name: 'John Doe' } }],
    ['abandoned-cart', { email: 'johndoe@example.com', name: 'John Doe' }],
  ])('is known in %s by its buyer', (name, changes) => {
    expect(reading(name, changes)).toEqual(IGNORED);
    expect(readBody(bodyOf(name, changes), { ...context, testsAreReal: true }).kind).toBe('facts');
  });

  test.each<[Name, Body]>([
    ['order-approved', { 'Customer.email': 'johndoe@example.com' }],
    ['order-approved', { 'Customer.full_name': 'John Doe' }],
    ['order-approved', { ...JOHN, 'Customer.email': 'johndoe@example.org' }],
    ['wrapped-order-approved', { Customer: { email: 'johndoe@example.com', full_name: 'John Doe' } }],
  ])('is not taken for granted in %s by %j', (name, changes) => {
    expect(reading(name, changes).kind).toBe('facts');
  });

  test('of an event that is not known is not known either', () => {
    expect(reading('unknown-event', JOHN).kind).toBe('unreadable');
  });
});

test('what lies beside a wrapped order is blanked before it is kept, and is not missed', () => {
  const body = Buffer.from(JSON.stringify({ ...bodyOf('wrapped-order-approved'), signature: 'a'.repeat(40) }));
  const kept = blanking(kiwify.secretFields, [])(body).toString('utf8');
  expect(kept).not.toContain('catraca.example.com');
  expect(kept).not.toContain('aaaa');
  expect(readBody(JSON.parse(kept))).toEqual(reading('wrapped-order-approved'));
});
