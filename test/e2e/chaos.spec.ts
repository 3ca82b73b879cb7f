import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Case } from '../chaos/case.js';
import { backendTerminated } from '../chaos/cases/backends.js';
import { graceful } from '../chaos/cases/graceful.js';
import { endings, type Endings } from '../chaos/endings.js';
import { brokenIn, runCase } from '../chaos/run-case.js';
import { freshDatabase } from '../support/database.js';
import { ownQueue } from '../support/own-queue.js';

const BRIEFLY = { rate: 10, holdMs: 0, brief: true } as const;

let ends: Endings;
beforeEach(() => {
  ends = endings();
});
afterEach(async () => expect(await ends.run()).toEqual([]));

const told = async (one: Case) => {
  const [database, queue] = [await freshDatabase(), await ownQueue()];
  ends.add(async () => database.drop());
  ends.add(async () => queue.stop());
  return runCase(one, { databaseUrl: database.url, ...queue.option }, BRIEFLY, ends);
};

describe('under load', () => {
  test.each([
    ['roles that are asked to end do so by themselves, and nothing is lost or heard twice', graceful],
    ['connections to the database that are cut again and again cost a moment and nothing else', backendTerminated],
  ])(
    '%s',
    async (_what, one) => {
      const outcome = await told(one);
      expect(brokenIn(outcome)).toEqual([]);
      expect(outcome.findings.map(({ invariant }) => invariant)).toEqual(['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7']);
      expect(outcome.facts).toBeGreaterThan(outcome.customers);
    },
    180_000,
  );
});
