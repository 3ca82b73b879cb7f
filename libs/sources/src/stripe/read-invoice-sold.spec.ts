import { describe, expect, test } from '@jest/globals';
import { answeredReading, dataOf, factsIn, reading, unix, VALUES, type Body } from './given.js';

const END = unix(VALUES.paidUntil);

/** Lines of the shape since Basil. */
const basilLine = (product: string, amount: number, end = END): Body => ({
  amount,
  period: { start: 1, end },
  pricing: { price_details: { price: `price_of_${product}`, product } },
});
const linesOnly = (...data: readonly Body[]): Body => ({ 'parent.subscription_details.metadata': {}, lines: { data } });
const soldIn = (changes: Body): unknown =>
  factsIn(reading('invoice-paid-basil', changes)).map(({ fact: { data } }) => ({
    ...('product' in data && { product: data.product }),
    ...('plan' in data && { plan: data.plan }),
  }));

describe('what an invoice sold', () => {
  test('is what the seller says: on the subscription, else on the lines, else on the invoice', () => {
    const noted = { 'lines.data.0.metadata': { catraca_product: 'b' }, metadata: { catraca_product: 'c' } };
    expect(soldIn(noted)).toEqual([{ product: 'stripe/prod_1', plan: 'price_1' }]);
    const others = { ...noted, 'parent.subscription_details.metadata': {} };
    expect(soldIn(others)).toEqual([{ product: 'stripe/b', plan: 'price_1' }]);
    expect(soldIn({ ...others, 'lines.data.0.metadata': null })).toEqual([{ product: 'stripe/c', plan: 'price_1' }]);
    expect(dataOf('invoice-paid', { 'subscription_details.metadata': { catraca_product: 'd' } })).toMatchObject({ product: 'stripe/d' });
  });

  test('is else what its lines name, of each product the last price', () => {
    expect(soldIn(linesOnly(basilLine('prod_a', 1), basilLine('prod_b', 0), basilLine('prod_a', 2)))).toEqual([
      { product: 'stripe/prod_a', plan: 'price_of_prod_a' },
      { product: 'stripe/prod_b', plan: 'price_of_prod_b' },
    ]);
  });

  test.each<[string, Body]>([
    ['a price', { price: { id: 'price_9', product: 'prod_9' } }],
    ['a plan, where there is no price', { price: null, plan: { id: 'price_9', product: { id: 'prod_9' } } }],
    ['the pricing, since Basil', { pricing: { price_details: { price: { id: 'price_9' }, product: 'prod_9' } } }],
  ])('is named by %s', (_, line) => {
    expect(soldIn(linesOnly({ amount: 1, ...line }))).toEqual([{ product: 'stripe/prod_9', plan: 'price_9' }]);
  });

  test('is not the plan that was left: a line below zero gives its time back', () => {
    const upgrade = linesOnly(basilLine('prod_old', -700, END + 999_999), basilLine('prod_new', 1_200));
    expect(soldIn(upgrade)).toEqual([{ product: 'stripe/prod_new', plan: 'price_of_prod_new' }]);
    expect(dataOf('invoice-paid-basil', upgrade)).toMatchObject({ charge: 'pay_1', paidUntil: VALUES.paidUntil });
  });

  test('is paid until the latest end of what was bought', () => {
    const lines = linesOnly(basilLine('prod_a', 1, END - 500), basilLine('prod_a', 1), { ...basilLine('prod_a', 1), period: null });
    expect(dataOf('invoice-paid-basil', lines)).toMatchObject({ paidUntil: VALUES.paidUntil });
    expect(dataOf('invoice-paid-basil', linesOnly({ ...basilLine('prod_a', 1), period: 'x' }))).not.toHaveProperty('paidUntil');
  });

  test('has a price beside the seller’s own word only where all lines have the same', () => {
    expect(soldIn({ lines: { data: [basilLine('prod_a', 1), basilLine('prod_b', 1)] } })).toEqual([{ product: 'stripe/prod_1' }]);
  });

  test('waits for a person where nothing says it, and an answer goes before the lines', () => {
    const ask = { of: 'stripe.invoice', id: 'pay_1' };
    expect(reading('invoice-paid-basil', linesOnly())).toEqual({ kind: 'incomplete', ask });
    const lines = linesOnly(basilLine('prod_a', 1));
    expect(factsIn(answeredReading('invoice-paid-basil', { products: ['prod_z'] }, lines))).toMatchObject([
      { fact: { data: { product: 'stripe/prod_z', plan: 'price_of_prod_a' } } },
    ]);
  });

  test('with several products is one charge each', () => {
    const said = factsIn(reading('invoice-paid-basil', { 'parent.subscription_details.metadata': { catraca_product: 'a,b' } }));
    expect(said.map(({ key }) => key)).toEqual(['charge/pay_1:a/paid', 'charge/pay_1:b/paid']);
    for (const { fact } of said) expect(fact.data).toMatchObject({ partOf: 'pay_1', alsoKnownAs: ['stripe/pay_1'] });
  });
});
