import { describe, expect, test } from '@jest/globals';
import { bodyOf, context, readBody, reading, type Body, type Name } from './given.js';

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
