import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { statusReport, type StatusReport } from '#answers';
import { hashPassword, momentOf } from '#runtime';
import { asking, basic, PASSWORD, WRONG } from '../support/back-office.js';
import { expectProblem, type Answer } from '../support/door.js';
import { holdsTogether, openHouse, type House } from '../support/house.js';
import { readScrape, valueOf, type Sample } from '../support/prometheus.js';
import { buyer, inDays } from '../support/story.js';
import { until } from '../support/until.js';

jest.setTimeout(60_000);

let house: House;
const TAG = 'ofthemetrics';

beforeAll(async () => {
  house = await openHouse({ passwordHash: hashPassword(PASSWORD) });
  const ana = buyer(house, `ana${TAG}`);
  const member = ana.signUp();
  await house.settled();
  await ana.says('purchase-approved', -0.001);
  await house.holds(member, 'premium');
  const bia = buyer(house, `bia${TAG}`);
  await bia.says('purchase-approved', -0.001);
  await house.settled();
  await house.holds(bia.signUp(), 'premium');
  await buyer(house, `carla${TAG}`).says('purchase-approved', -0.001);
  await house.settled();
});
afterAll(async () => house.close());

const ask = asking(() => house.admin ?? '');
const scrape = async (): Promise<Answer> => ask('/metrics', { headers: basic(PASSWORD) });
const figures = async (): Promise<readonly Sample[]> => {
  const answer = await scrape();
  expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
  return readScrape(answer.text);
};
const status = async (): Promise<StatusReport> => statusReport(house.runtime, momentOf(house.runtime.settings));
const hotmart = ({ timeToAccess: { gateways } }: StatusReport) => gateways.find(({ gateway }) => gateway === 'hotmart');

describe('GET /metrics', () => {
  test('opens with the password only, and says nothing else without it', async () => {
    for (const headers of WRONG) {
      const answer = await ask('/metrics', { headers });
      expectProblem(answer, 401);
      expect(answer.text).not.toContain('catraca_');
    }
    expect((await scrape()).status).toBe(200);
  });

  test('is Prometheus text that nobody keeps', async () => {
    const { headers, text } = await scrape();
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(headers['cache-control']).toBe('no-store');
    expect(readScrape(text).length).toBeGreaterThan(30);
  });

  test('says the same as status', async () => {
    const [samples, report] = [await figures(), await status()];
    const told = (name: string, labels = {}) => valueOf(samples, name, labels);
    expect({
      healthy: told('catraca_healthy'),
      brake: told('catraca_brake'),
      worklist: told('catraca_worklist'),
      refused: told('catraca_refused_badges'),
      review: told('catraca_review_items'),
      head: told('catraca_log_head'),
    }).toEqual({ healthy: 1, brake: 0, worklist: 0, refused: 0, review: report.review.count, head: Number(report.log.head) });
    const lags = samples.filter(({ name }) => name === 'catraca_projection_lag');
    expect(lags.map(({ labels, value }) => ({ projection: labels['projection'], lag: value }))).toEqual(
      report.log.projections.map(({ projection, lag }) => ({ projection, lag })),
    );
    for (const { channel, deliveries, parked } of report.channels) {
      expect(told('catraca_deliveries', { channel, outcome: 'understood' })).toBe(deliveries - parked);
    }
    for (const queue of ['project', 'reconcile', 'sweep', 'complete']) expect(told('catraca_queue_jobs', { queue, state: 'failed' })).toBe(0);
    expect(told('process_cpu_seconds_total')).toBeGreaterThan(0);
  });

  test('has the span of a purchase, from the gateway and from our 200, and of a later sign-up', async () => {
    const [samples, access] = [await figures(), hotmart(await status())?.lastDay];
    expect(access).toMatchObject({ fromGateway: { count: 1 }, fromWebhook: { count: 1 }, fromSignUp: { count: 1 } });
    const told = (from: string, quantile: string) => valueOf(samples, 'catraca_access_seconds', { gateway: 'hotmart', from, quantile });
    for (const quantile of ['0.5', '0.95']) {
      expect(told('gateway', quantile)).toBe(Number(access?.fromGateway.medianMs) / 1000);
      expect(told('webhook', quantile)).toBe(Number(access?.fromWebhook.medianMs) / 1000);
      expect(told('sign_up', quantile)).toBe(Number(access?.fromSignUp.medianMs) / 1000);
    }
    expect(access?.fromWebhook.medianMs).toBeLessThan(20_000);
    expect(access?.fromGateway.medianMs).toBeGreaterThan(80_000);
    expect(valueOf(samples, 'catraca_access_sales', { gateway: 'hotmart', from: 'webhook' })).toBe(1);
  });

  test('counts who waits, and for how long, by whose turn it is', async () => {
    const samples = await figures();
    const told = (name: string, kind: string) => valueOf(samples, name, { gateway: 'hotmart', kind });
    expect(['member', 'no_account', 'no_buyer'].map((kind) => told('catraca_waiting', kind))).toEqual([0, 1, 0]);
    expect(told('catraca_waiting_oldest_seconds', 'member')).toBe(0);
    expect(told('catraca_waiting_oldest_seconds', 'no_account')).toBeGreaterThan(0);
  });

  test('names no address, no person and no member', async () => {
    const members = house.cativa.calls.map(({ member }) => member);
    const { text } = await scrape();
    expect(text).not.toMatch(new RegExp(`@|example|${TAG}`));
    expect(members.filter((member) => text.includes(member))).toEqual([]);
    expect(text).not.toContain(house.runtime.personOf(`carla${TAG}@example.com`).slice(0, 12));
  });

  test('answers many at once, all of them whole', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, figures));
    expect(new Set(all.map((samples) => valueOf(samples, 'catraca_log_head'))).size).toBe(1);
  });

  test('answers 503, and says nothing of the database, while that refuses; then it answers again', async () => {
    const rename = async (from: string, to: string) => house.runtime.pool.query(`alter table ${from} rename to ${to}`);
    await rename('contradictions', 'contradictions_away');
    const answer = await scrape().finally(async () => rename('contradictions_away', 'contradictions'));
    expectProblem(answer, 503);
    expect(answer.text).not.toContain('contradictions');
    expect((await scrape()).status).toBe(200);
  });
});

describe('the span of a sale', () => {
  test('is that of its first badge: hearing it again, a renewal and a badge that was lost and given again do not change it', async () => {
    const before = hotmart(await status())?.lastDay;
    const { email } = buyer(house, `ana${TAG}`);
    const member = house.cativa.calls[0]?.member ?? '';
    await house.hotmart.send('purchase-approved', { sale: `Sana${TAG}`, charge: `HPana2${TAG}`, email, at: inDays(0).toISOString() });
    await house.settled();
    house.cativa.takeByHand(member, 'premium');
    // Cativa tells whole seconds, and at the same moment presence wins.
    const second = Math.floor(Date.now() / 1000);
    await until(() => Math.floor(Date.now() / 1000) > second, { deadlineMs: 3_000, what: 'the next second' });
    house.cativa.joinGroup(member);
    await house.settled();
    await house.holds(member, 'premium');
    await house.settled();
    expect(house.cativa.calls.filter((call) => call.member === member)).toHaveLength(2);
    expect(hotmart(await status())?.lastDay).toEqual(before);
    expect(await holdsTogether(house)).toEqual({ differences: 0, drifting: [] });
  });
});
