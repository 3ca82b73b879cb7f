import { describe, expect, test } from '@jest/globals';
import { factsIn } from '../shared/given.js';
import { AT, PERSON, dataOf, factsOf, fieldIn, formFact, readBody, type Body } from './given.js';

describe('a cart that was left', () => {
  test('names each product, the offer and the lead', () => {
    const said = factsOf('cart-abandonment', { 'data.productId': ['77', '78', 77] });
    expect(said.map(({ key }) => key)).toEqual([`cart/77/${AT}`, `cart/78/${AT}`]);
    expect(said[0]?.fact).toEqual({ type: 'CheckoutAbandoned', data: { occurredAt: AT, product: 'eduzz/77', person: PERSON, offer: 'o1' } });
    expect(said[0]?.personal).toMatchObject({ phone: '31900001234' });
  });

  test.each<[Body, unknown]>([
    [{ 'data.productId': 77 }, 'eduzz/77'],
    [{ 'data.productId': undefined, 'data.items': [{ productId: '5' }] }, 'eduzz/5'],
    [{ 'data.productId': null, 'data.products': [{ id: 6 }] }, 'eduzz/6'],
    [{ 'data.productId': {} }, undefined],
  ])('with %j is of %j', (changes, product) => {
    expect(fieldIn(dataOf('cart-abandonment', changes), 'product')).toBe(product);
  });

  test('is kept even if nothing is known of it, by its older name as well', () => {
    expect(readBody({ id: 'e9', event: 'myeduzz.cart_abandonment', data: {} })).toEqual({
      kind: 'facts',
      facts: [{ key: 'cart/unknown/e9', clock: 'ours', fact: { type: 'CheckoutAbandoned', data: { occurredAt: AT } } }],
    });
  });
});

describe('a cart left before', () => {
  test.each([
    ['in a form', formFact('legacy-abandonment')],
    ['in JSON', factsOf('legacy-abandonment')[0]],
  ])('names its product and its lead %s', (_, said) => {
    expect(said?.key).toBe(`cart/77/evt1/${AT}`);
    expect(said?.fact).toEqual({ type: 'CheckoutAbandoned', data: { occurredAt: AT, product: 'eduzz/77', person: PERSON } });
    expect(said?.personal).toEqual({ email: 'Bia@Example.com', name: 'Bia Souza', phone: '31900001234' });
  });

  test('may be a block, or know nothing', () => {
    const said = readBody({ type: 'abandonment', product: { id: 5 }, customer: { email: 'bia@example.com' } });
    expect(factsIn(said)).toMatchObject([{ key: 'cart/5', clock: 'ours', fact: { data: { product: 'eduzz/5', person: PERSON } } }]);
    expect(factsIn(readBody({ type: 'abandonment' }))).toMatchObject([{ key: 'cart/unknown' }]);
  });
});
