import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readModel, unmappedProducts } from '#projections';
import { postgresEventStore } from '#event-store';
import { previewCatalog } from '../../apps/cli/src/catalog-preview.js';
import { openHouse, type House } from '../support/house.js';
import { buyer } from '../support/story.js';
import { until } from '../support/until.js';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(async () => house.close());

const brakeIsOn = async (): Promise<boolean> => (await readModel(house.runtime.pool).brake())?.tripped === true;

describe('the catalog changes', () => {
  test('case 24: a product that is mapped a week later is listed until then, and then opens for all who paid', async () => {
    const [ana, bia] = [buyer(house, 'c24a', { product: '88' }), buyer(house, 'c24b', { product: '88' })];
    const members = [ana.signUp(), bia.signUp()];
    await ana.says('purchase-approved', -7);
    await bia.says('purchase-approved', -6);
    await house.settled();
    const catalog = await readModel(house.runtime.pool).catalog();
    expect(await unmappedProducts(house.runtime.pool, catalog)).toContainEqual({ product: 'hotmart/88', sales: 2 });
    await house.map({ '88': ['late'] });
    for (const member of members) await house.holds(member, 'late');
  });

  test('case 25: a mapping that changes from X to Y: the preview names who gains and loses; then X goes and Y comes', async () => {
    const ana = buyer(house, 'c25', { product: '89' });
    const bia = buyer(house, 'c25b', { product: '89' });
    const [member, byHand] = [ana.signUp(), bia.signUp()];
    house.cativa.giveByHand(byHand, 'x');
    await house.map({ '89': ['x'] });
    await ana.says('purchase-approved', -1);
    await bia.says('purchase-approved', -1);
    await house.holds(member, 'x');
    await house.settled();
    const { mappings } = await readModel(house.runtime.pool).catalog();
    const wanted = mappings.map((mapping) => (mapping.product === 'hotmart/89' ? { ...mapping, badges: [{ name: 'y', id: 'y' }] } : mapping));
    const preview = await previewCatalog(house.runtime.pool, wanted, { now: new Date().toISOString() });
    const changes = preview.map((row) => `${row.member === member ? 'ana' : 'bia'} ${row.change} ${row.badge}`).sort();
    expect(changes).toEqual(['ana gains y', 'ana loses x', 'bia gains y']);
    await house.map({ '89': ['y'] });
    await house.holds(member, 'y');
    await house.holds(member, 'x', false);
    await house.holds(byHand, 'y');
    expect(house.cativa.holds(byHand, 'x')).toBe(true);
  });

  test('case 35: a catalog mistake that would remove forty badges stops after ten, until a person says go', async () => {
    const buyers = Array.from({ length: 40 }, (_, index) => buyer(house, `c35n${index}`, { product: '90' }));
    await house.map({ '90': ['mass'] });
    const members = buyers.map((ana) => ana.signUp());
    await Promise.all(buyers.map(async (ana) => ana.says('purchase-approved', -1)));
    for (const member of members) await house.holds(member, 'mass');
    await house.settled();
    const holding = (): number => members.filter((member) => house.cativa.holds(member, 'mass')).length;
    await house.map({ '90': [] });
    await until(brakeIsOn, { deadlineMs: 15_000, what: 'the brake to trip' });
    await house.sweep();
    await house.sweep();
    const removals = (await house.runtime.pool.query(`select from events where type = 'RemoveRequested'`)).rowCount ?? 0;
    expect(removals).toBeLessThanOrEqual(10);
    expect(holding()).toBeGreaterThanOrEqual(30);
    const release = { type: 'BrakeReleased' as const, data: { occurredAt: new Date().toISOString(), allow: 40 } };
    await postgresEventStore(house.runtime.pool).append([{ key: 'test/release', event: release, metadata: { source: 'catraca', schema: 1 } }]);
    await house.sweep();
    await until(() => holding() === 0, { deadlineMs: 15_000, what: 'the rest to go' });
  });
});
