import { describe, expect, test } from '@jest/globals';
import { answeredReading, factsIn, PERSON, reading, type Body } from './given.js';

describe('what a session sold', () => {
  const ASKED = { kind: 'incomplete', ask: { of: 'stripe.session', id: 'cs_live_pay_1' } };
  const soldBy = (changes: Body): readonly unknown[] =>
    factsIn(reading('checkout-session-completed', changes)).map(({ fact }) => ('product' in fact.data ? fact.data.product : undefined));

  test('is asked for where nothing says it', () => {
    expect(reading('checkout-session-completed-without-metadata')).toEqual(ASKED);
  });

  test.each(['', ' , ,', null])('is not said by metadata such as %j', (product) => {
    expect(reading('checkout-session-completed', { metadata: { catraca_product: product } })).toEqual(ASKED);
  });

  test('is said by the answer, and by the metadata before it', () => {
    const answer = { products: ['prod_a', ' ', 'prod_a'], email: 'eve@example.com' };
    expect(factsIn(answeredReading('checkout-session-completed-without-metadata', answer))).toMatchObject([
      { key: 'charge/pay_1/checkout', fact: { data: { product: 'stripe/prod_a', person: PERSON } } },
    ]);
    expect(factsIn(answeredReading('checkout-session-completed', answer))).toEqual(factsIn(reading('checkout-session-completed')));
    expect(answeredReading('checkout-session-completed-without-metadata', { products: [] })).toEqual(ASKED);
  });

  test('may be several products, each a charge of its own and a part of the payment', () => {
    const said = factsIn(reading('checkout-session-completed', { metadata: { catraca_product: ' a, b ,,a' } }));
    expect(said).toMatchObject([
      { key: 'charge/pay_1:a/checkout', fact: { data: { charge: 'pay_1:a', partOf: 'pay_1', product: 'stripe/a' } } },
      { key: 'charge/pay_1:b/checkout', fact: { data: { charge: 'pay_1:b', partOf: 'pay_1', product: 'stripe/b' } } },
    ]);
    expect(said).toHaveLength(2);
    for (const { fact } of said) expect(fact.data).not.toHaveProperty('amount');
  });

  test('is at most twenty products', () => {
    const products = Array.from({ length: 30 }, (_, index) => `p${index}`);
    expect(soldBy({ metadata: { catraca_product: products.join(',') } })).toHaveLength(20);
  });

  test.each<[string, unknown, readonly string[]]>([
    ['a product', { product: 'prod_a', id: 'price_a' }, ['stripe/prod_a']],
    ['an expanded product', { product: { id: 'prod_a', name: 'A' }, id: 'price_a' }, ['stripe/prod_a']],
    ['a price only', { id: 'price_a' }, ['stripe/price_a']],
    ['the id of a price', 'price_a', ['stripe/price_a']],
    ['nothing that can be read', 7, []],
  ])('is in line items that name %s, if somebody added them', (_, price, sold) => {
    expect(soldBy({ metadata: {}, line_items: { data: [{ price }] } })).toEqual(sold);
  });
});
