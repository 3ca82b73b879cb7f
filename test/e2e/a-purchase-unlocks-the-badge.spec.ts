import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { holdsTogether, openHouse, type House } from '../support/house.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => house.close());

const DAY = 86_400_000;
const at = (days: number): Date => new Date(Date.now() + days * DAY);

describe('a purchase unlocks the badge', () => {
  test('case 1: paid, and a member: the badge is assigned', async () => {
    const { id } = house.cativa.signUp({ email: 'one@example.com', name: 'One' });
    const answer = await house.hotmart.send('purchase-approved', { sale: 'S1', charge: 'HP1', email: 'One@Example.com ' });
    expect(answer).toMatchObject({ status: 200, body: { outcome: 'accepted' } });
    await house.holds(id, 'premium');
  });

  test('case 2: paid before joining: waits, and is assigned on the day of the sign-up', async () => {
    await house.hotmart.send('purchase-approved', { sale: 'S2', charge: 'HP2', email: 'two@example.com' });
    await house.settled();
    const { id } = house.cativa.signUp({ email: 'two@example.com', name: 'Two' });
    await house.holds(id, 'premium');
  });

  test('case 3: paid, refunded before the sign-up: nothing is assigned', async () => {
    await house.hotmart.send('purchase-approved', { sale: 'S3', charge: 'HP3', email: 'three@example.com' });
    await house.hotmart.send('purchase-refunded', { sale: 'S3', charge: 'HP3', email: 'three@example.com' }, at(0.01));
    const { id } = house.cativa.signUp({ email: 'three@example.com', name: 'Three' });
    await house.settled();
    expect(house.cativa.calls.filter(({ member }) => member === id)).toEqual([]);
  });

  test('case 4: two sales give one badge; it goes with the second refund and not with the first', async () => {
    const email = 'four@example.com';
    const { id } = house.cativa.signUp({ email, name: 'Four' });
    await house.hotmart.send('purchase-approved', { sale: 'S4a', charge: 'HP4a', email });
    await house.hotmart.send('purchase-approved', { sale: 'S4b', charge: 'HP4b', email });
    await house.holds(id, 'premium');
    await house.hotmart.send('purchase-refunded', { sale: 'S4a', charge: 'HP4a', email }, at(0.01));
    await house.settled();
    expect(house.cativa.holds(id, 'premium')).toBe(true);
    await house.hotmart.send('purchase-refunded', { sale: 'S4b', charge: 'HP4b', email }, at(0.01));
    await house.holds(id, 'premium', false);
  });

  test('everything delivered twice is one effect, and the answer says that it was heard before', async () => {
    const email = 'twice@example.com';
    const { id } = house.cativa.signUp({ email, name: 'Twice' });
    const now = new Date();
    await house.hotmart.send('purchase-approved', { sale: 'S5', charge: 'HP5', email }, now);
    const again = await house.hotmart.send('purchase-approved', { sale: 'S5', charge: 'HP5', email }, now);
    expect(again.body).toMatchObject({ outcome: 'duplicate' });
    await house.holds(id, 'premium');
    await house.settled();
    expect(house.cativa.calls.filter(({ member }) => member === id)).toHaveLength(1);
  });

  test('and in the end the tables are what the log says, and Cativa is what the tables say', async () => {
    await house.settled();
    expect(await holdsTogether(house)).toEqual({ differences: 0, drifting: [] });
  });
});
