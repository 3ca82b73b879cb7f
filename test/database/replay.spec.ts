import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projections, replay, verify, type ReplayReport } from '#projections';
import { openHouse, type House } from '../support/house.js';
import { buyer } from '../support/story.js';

let house: House;
let member: string;
beforeAll(async () => {
  house = await openHouse();
  const ana = buyer(house, 'replayed');
  member = ana.signUp();
  await ana.says('purchase-approved', -3);
  await house.holds(member, 'premium');
  await buyer(house, 'waits').says('purchase-approved', -2);
  await house.settled();
});
afterAll(async () => house.close());

const run = async (dryRun: boolean, names = projections.map(({ name }) => name)): Promise<ReplayReport> =>
  replay(house.runtime.pool, {
    projections: projections.filter(({ name }) => names.includes(name)),
    dryRun,
    moment: { now: new Date().toISOString() },
    onProgress: () => undefined,
  });
const check = async () => verify(house.runtime.pool, projections, () => undefined);

const damage = async (): Promise<void> => {
  await house.runtime.pool.query(`update entitlements set state = jsonb_set(state, '{charges}', '{}') where key = 'hotmart/Sreplayed'`);
};

describe('replay', () => {
  test('changes nothing, and says so, when the tables are what the log says', async () => {
    expect(await run(true)).toMatchObject({ differences: [], changes: [], swapped: false });
    expect(await run(false)).toMatchObject({ differences: [], changes: [], swapped: true });
    expect((await check()).differences).toEqual([]);
  });

  test('verify names a damaged row; a dry run says who would gain; a replay mends it; Cativa hears nothing', async () => {
    const calls = house.cativa.calls.length;
    await house.stopWorker();
    await damage();
    expect((await check()).differences).toMatchObject([{ projection: 'entitlements', key: 'hotmart/Sreplayed' }]);
    const preview = await run(true);
    expect(preview.differences).toMatchObject([{ projection: 'entitlements', key: 'hotmart/Sreplayed' }]);
    expect(preview.changes).toEqual([{ member, badge: 'premium', change: 'gains' }]);
    expect((await check()).differences).toHaveLength(1);
    await run(false);
    expect((await check()).differences).toEqual([]);
    await house.startWorker();
    await house.settled();
    expect(house.cativa.calls).toHaveLength(calls);
  });

  test('of one projection leaves the others alone', async () => {
    await house.runtime.pool.query(`delete from identities`);
    const report = await run(false, ['identities']);
    expect(report.changes).toEqual([{ member, badge: 'premium', change: 'gains' }]);
    expect((await check()).differences).toEqual([]);
  });

  test('a second one at the same time is refused, and the first goes on', async () => {
    const [first, second] = await Promise.allSettled([run(true), run(true)]);
    const states = [first?.status, second?.status].sort();
    expect(states).toEqual(['fulfilled', 'rejected']);
  });

  test('goes on while webhooks come in, and the log has no gaps', async () => {
    const ana = buyer(house, 'meanwhile');
    ana.signUp();
    const [report] = await Promise.all([
      run(false),
      ...[-5, -4, -3, -2, -1].map(async (day) => ana.says('purchase-renewed', day, { charge: `HPM${day}` })),
    ]);
    expect(report.swapped).toBe(true);
    await house.settled();
    expect(await check()).toMatchObject({ differences: [], gaps: 0 });
  });
});
