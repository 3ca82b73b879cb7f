import type { MemberId } from '#domain';
import type { NewEvent } from '#event-store';
import { memoryLedger } from '#projections';
import { expect, test } from '@jest/globals';
import { sweep } from './sweep.js';

const AT = '2026-01-01T12:00:00.000Z';
const METADATA = { source: 'catraca', schema: 1 } as const;
const MEMBERS = 1201;

const bought = (nth: number): readonly NewEvent[] => {
  const [member, person, sale] = [`m${String(nth).padStart(4, '0')}`, `p${nth}`, `hotmart/${nth}`];
  const paid = { sale, charge: `c${nth}`, product: 'hotmart/1', person, recurring: false, occurredAt: AT };
  return [
    { key: `seen/${nth}`, event: { type: 'MemberSeen', data: { member, person, occurredAt: AT } }, metadata: METADATA },
    { key: `paid/${nth}`, event: { type: 'ChargePaid', data: paid }, metadata: METADATA },
  ];
};

const MAPPING = { product: 'hotmart/1', name: 'Course', badges: [{ name: 'Student', id: 'X' }], policies: {} };

/** A house in which everybody bought and nobody was woken. */
const forgetful = async () => {
  const ledger = memoryLedger(() => new Date(AT));
  await ledger.store.append([{ key: 'map', event: { type: 'ProductMapped', data: { mapping: MAPPING, occurredAt: AT } }, metadata: METADATA }]);
  await ledger.store.append(Array.from({ length: MEMBERS }, (_, nth) => bought(nth)).flat());
  while ((await ledger.foldNext()).more);
  const woken: MemberId[] = [];
  const wake = async (members: readonly MemberId[]): Promise<void> => Promise.resolve(void woken.push(...members));
  const badgeApi = { kind: 'api', run: async () => Promise.reject(new Error('a sweep asks nobody')) } as const;
  return { woken, ports: { model: ledger.model, badgeApi, moment: () => ({ now: AT }), wake } };
};

test('a sweep that may take its time wakes everybody who waits', async () => {
  const { ports, woken } = await forgetful();
  expect(await sweep(ports)).toEqual({ woken: MEMBERS });
  expect(new Set(woken).size).toBe(MEMBERS);
});

test('a sweep in parts goes on where it stopped, and wakes everybody once', async () => {
  const { ports, woken } = await forgetful();
  const parts = [];
  for (let after: MemberId | undefined = ''; after !== undefined;) {
    const part = await sweep(ports, { after, forMs: 0 });
    parts.push(part);
    after = part.after;
  }
  expect(parts).toEqual([{ woken: 500, after: 'm0499' }, { woken: 500, after: 'm0999' }, { woken: 201, after: 'm1200' }, { woken: 0 }]);
  expect(new Set(woken).size).toBe(MEMBERS);
  expect(woken).toHaveLength(MEMBERS);
});
