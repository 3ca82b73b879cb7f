import { setTimeout as pause } from 'node:timers/promises';
import type { FakeCativa } from '../../apps/rehearsal/src/fake-cativa.js';
import type { Heard } from '../load/index.js';
import type { Check } from './kept.js';
import { memberOf } from './shop.js';

const PATIENCE_MS = 180_000;

/** What one run of sales came to, in milliseconds from each 200 to its command at Cativa. */
export interface Run {
  readonly waits: Float64Array;
  /** From the first request to the last command. */
  readonly seconds: number;
  readonly checks: readonly Check[];
}

/** Waits for so many calls, with patience that ends: what did not come by then is found missing by the checks. */
export const untilCalled = async (cativa: FakeCativa, calls: number): Promise<void> => {
  for (const end = performance.now() + PATIENCE_MS; cativa.calls.length < calls && performance.now() < end;) await pause(20);
};

/** Sends sales and waits for their commands; each sale's buyer is a member already. */
export const runSales = async (cativa: FakeCativa, first: number, send: () => Promise<Heard>): Promise<Run> => {
  const [before, began] = [cativa.calls.length, Date.now()];
  const { at, status } = await send();
  await untilCalled(cativa, before + status.length);
  const calls = cativa.calls.slice(before);
  const arrived = new Map(calls.map((call) => [call.member, Date.parse(call.at)]));
  const waits = Float64Array.from(at, (answered, index) => Math.max(0, (arrived.get(memberOf(first + index)) ?? Infinity) - answered));
  const [given, good] = [arrived.size, status.filter((one) => one === 200).length];
  const once = calls.length === given && calls.every(({ command, outcome }) => command === 'assign' && outcome === 'applied');
  const checks = [
    { claim: 'every webhook was answered 200', ok: good === status.length, found: `${good} of ${status.length}` },
    {
      claim: 'each member got one command, and no other',
      ok: once && given === status.length,
      found: `${calls.length} commands for ${status.length} sales`,
    },
  ];
  return { waits, seconds: (Math.max(...arrived.values()) - began) / 1000, checks };
};
