import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { hashPassword } from '#runtime';
import { asking, basic, PASSWORD, WRONG } from '../support/back-office.js';
import { expectProblem } from '../support/door.js';
import { openHouse, type House } from '../support/house.js';
import { buyer } from '../support/story.js';

let house: House;
let admin: string;
beforeAll(async () => {
  house = await openHouse({ passwordHash: hashPassword(PASSWORD) });
  admin = house.admin ?? '';
});
afterEach(async () => (await house.queue('reconcile')).resume());
afterAll(async () => house.close());

const ask = asking(() => admin);

const ROUTES = [
  ['GET', '/queues'],
  ['GET', '/queues/'],
  ['GET', '/queues/api/queues'],
  ['GET', '/queues/queue/reconcile'],
  ['PUT', '/queues/api/queues/reconcile/pause'],
  ['PUT', '/queues/api/queues/reconcile/resume'],
] as const;

describe('the board', () => {
  test.each(ROUTES)('%s %s is shut without the password and with a wrong one', async (method, path) => {
    for (const headers of WRONG) {
      const answer = await ask(path, { method, headers });
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toMatch(/^Basic realm=/);
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(answer.text).not.toMatch(/reconcile|scrypt/);
    }
    expect(await (await house.queue('reconcile')).isPaused()).toBe(false);
  });

  test.each(ROUTES)('%s %s is open with it, whatever the user is called', async (method, path) => {
    expect((await ask(path, { method, headers: basic(PASSWORD) })).status).toBe(200);
    expect((await ask(path, { method, headers: basic(PASSWORD, 'somebody else') })).status).toBe(200);
  });

  test('what it shows of the jobs are ids, never an address or a name', async () => {
    const ana = buyer(house, 'anaontheboard');
    const member = ana.signUp();
    await house.settled();
    house.cativa.faults.on('refuse', { times: 1 });
    await ana.says('purchase-approved', -1);
    await house.settled();
    const shown = [];
    for (const queue of ['project', 'reconcile', 'sweep', 'complete']) {
      for (const state of ['latest', 'completed', 'failed']) {
        const { status, text } = await ask(`/queues/api/queues?activeQueue=${queue}&status=${state}&page=1&jobsPerPage=100`, {
          headers: basic(PASSWORD),
        });
        expect(status).toBe(200);
        shown.push(text);
      }
    }
    const text = shown.join('\n');
    expect(text).toContain(`"member":"${member}"`);
    expect(text).toContain('Cativa refuses');
    expect(text).not.toMatch(/anaontheboard|example\.com|@/);
  });

  test('what is no address of the back office is shut as well; with the password it is 404 and says nothing', async () => {
    expectProblem(await ask('/nothing-here'), 401);
    expectProblem(await ask('/nothing-here', { headers: basic(PASSWORD) }), 404);
  });
});

test('without a password the port stays shut', async () => {
  const without = await openHouse();
  expect(without.admin).toBeUndefined();
  await without.close();
});
