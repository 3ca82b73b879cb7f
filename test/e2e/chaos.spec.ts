import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { backendTerminated } from '../chaos/cases/backends.js';
import { endings } from '../chaos/endings.js';
import { unanswered } from '../chaos/repeats.js';
import { brokenIn } from '../chaos/run-case.js';
import { atWork, recovery } from '../chaos/settle.js';
import { openStage, type Stage } from '../chaos/stage.js';
import { findings } from '../chaos/verdict.js';
import { freshDatabase } from '../support/database.js';
import { ownQueue } from '../support/own-queue.js';
import { until } from '../support/until.js';

jest.setTimeout(120_000);

/** Few customers: the machine may have its hands full with other suites, and what is told here needs no crowd. */
const BRIEFLY = { rate: 4, holdMs: 0, brief: true } as const;

const ends = endings();
let stage: Stage;
beforeAll(async () => {
  const database = await freshDatabase();
  ends.add(async () => database.drop());
  const queue = await ownQueue();
  ends.add(async () => queue.stop());
  stage = await openStage({ databaseUrl: database.url, ...queue.option }, BRIEFLY, ends);
  await atWork(stage);
});
afterAll(async () => expect(await ends.run()).toEqual([]));

describe('real processes, while customers come and go', () => {
  test('connections to the database that are cut again and again cost a moment and nothing else', async () => {
    const { over, breaches } = await backendTerminated.run(stage);
    expect(breaches).toEqual([]);
    expect((await recovery(stage, over)).accessMs).toBeGreaterThanOrEqual(0);
    expect(stage.roles.falls()).toEqual([]);
  });

  test('roles that are asked to end do so by themselves, have answered whatever they kept, and leave no job half done', async () => {
    const since = new Date();
    const before = stage.office.acknowledged.length;
    await until(() => stage.office.acknowledged.length > before + BRIEFLY.rate, { deadlineMs: 60_000, what: 'more webhooks to be kept' });
    const ended = await stage.roles.stop();
    expect(ended.map(({ role, code, signal }) => [role, code, signal])).toEqual([
      ['ingress', 0, null],
      ['worker', 0, null],
    ]);
    stage.load.drop();
    await until(() => stage.office.onTheRoad() === 0, { deadlineMs: 30_000, what: 'the last senders to hear something' });
    expect(await unanswered(stage, since)).toBe(0);
    expect(await stage.queues.inHand()).toBe(0);
    expect(brokenIn({ findings: await findings(stage, false), breaches: [] })).toEqual([]);
  });
});
