import { describe, expect, test } from '@jest/globals';
import { answeredReading, ASKS_CUSTOMER, dataOf, factsIn, NOW, PERSON, reading, typesIn, updated, VALUES, type Body } from './given.js';

const AT = NOW.toISOString();
const OF = { occurredAt: AT, sale: 'stripe/sub_1' };
const NOTHING = { kind: 'ignored', because: 'it changes nothing about access' };

describe('a trial', () => {
  const TRIAL = 'customer-subscription-created-trial';
  const DATA = { ...OF, charge: 'trial', product: 'stripe/prod_1', recurring: true, paidUntil: VALUES.paidUntil, trial: true };

  test('opens until it ends, for whoever the customer is', () => {
    const fact = { type: 'ChargePaid', data: DATA };
    expect(reading(TRIAL)).toEqual({ kind: 'facts', facts: [{ key: `sale/sub_1/trial/${AT}`, fact }], ask: ASKS_CUSTOMER });
    expect(factsIn(answeredReading(TRIAL, { email: 'Bia@example.com' }))).toMatchObject([
      { fact },
      { key: `sale/sub_1/buyer/${AT}/look-up`, fact: { type: 'BuyerNamed', data: { sale: 'stripe/sub_1', person: PERSON } } },
    ]);
  });

  test('is of the products in the metadata, else of its items', () => {
    expect(dataOf(TRIAL, { metadata: {} })).toEqual({ ...DATA, plan: 'price_1' });
    expect(dataOf(TRIAL, { metadata: null, 'items.data.0': { plan: { id: 'price_2', product: 'prod_2' } } })).toMatchObject({
      product: 'stripe/prod_2',
      plan: 'price_2',
    });
    const several = factsIn(reading(TRIAL, { metadata: { catraca_product: 'a,b' } }));
    expect(several.map(({ key }) => key)).toEqual([`sale/sub_1/trial%3Aa/${AT}`, `sale/sub_1/trial%3Ab/${AT}`].map(decodeURIComponent));
    expect(several[0]?.fact.data).toMatchObject({ charge: 'trial:a', partOf: 'trial' });
  });

  test.each<[Body, readonly string[]]>([
    [{ status: 'active' }, ['ChargePaid']],
    [{ trial_end: 1 }, ['ChargePaid']],
    [{ default_payment_method: null }, []],
  ])('is told anew only when it changed: before it had %j', (before, types) => {
    expect(typesIn(updated({ status: 'trialing' }, before))).toEqual(types);
  });

  test('of nothing that can be told is left to the invoice', () => {
    expect(reading(TRIAL, { metadata: {}, items: null })).toEqual(NOTHING);
  });
});
