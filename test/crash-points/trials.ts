import { openHouse, type House } from './house.js';
import type { Point, Process, Scenario } from './scenario.js';
import { nameOf } from './scenario.js';
import type { Sites } from './sites.js';
import { tell, type Told } from './telling.js';

/** What came of one point. `not met`: in three tellings the process did not come by it. */
export interface Verdict extends Omit<Told, 'met'> {
  readonly point: Point;
  readonly verdict: 'survived' | 'failed' | 'not met';
}

const TRIES = 3;

let tellings = 0;
const nextTag = (scenario: Scenario): string => `${scenario.name}${(tellings += 1)}`;

/** A house on a site of its own, with the story told once, so that what is done only the first time is done. */
const openFurnished = async (scenario: Scenario, sites: Sites): Promise<House> => {
  const site = await sites(scenario.bare ?? false);
  const house = await openHouse(site, scenario.roles);
  const close = async (): Promise<void> => {
    await house.close();
    await site.release();
  };
  try {
    await scenario.prepare?.(house);
    if (!scenario.bare) await tell(scenario, house, { tag: nextTag(scenario) });
  } catch (error) {
    await close();
    throw error;
  }
  return { ...house, close };
};

const pointOf = (process: Process, line: string): Point | undefined => {
  const [step, at] = line.split('\t');
  return step === undefined || at === undefined ? undefined : { step, process, at };
};

/** Every point that the watched processes pass while the story is told, in order. */
export const findPoints = async (scenario: Scenario, sites: Sites): Promise<readonly Point[]> => {
  const house = await openFurnished(scenario, sites);
  try {
    const { breaches } = await tell(scenario, house, { tag: nextTag(scenario), aim: 'find' });
    if (breaches.length > 0) throw new Error(`${scenario.name} is wrong without any kill: ${breaches.join('; ')}`);
    const points = (['ingress', 'worker', 'command'] as const).flatMap((process) =>
      house.passed(process).flatMap((line) => pointOf(process, line) ?? []),
    );
    return [...new Map(points.map((point) => [nameOf(point), point])).values()];
  } finally {
    await house.close();
  }
};

/** Kills once at this point. A process that does not come by is waited for in another telling. */
const tryPoint = async (scenario: Scenario, house: House, point: Point, tries = TRIES): Promise<Verdict> => {
  try {
    const { met, ...told } = await tell(scenario, house, { tag: nextTag(scenario), aim: point });
    if (told.breaches.length > 0) return { point, verdict: 'failed', ...told };
    if (met) return { point, verdict: 'survived', ...told };
    return tries > 1 ? await tryPoint(scenario, house, point, tries - 1) : { point, verdict: 'not met', ...told };
  } catch (error) {
    return { point, verdict: 'failed', breaches: [error instanceof Error ? error.message : String(error)], ticks: [], recoveryMs: 0 };
  }
};

interface Trials {
  readonly sites: Sites;
  /** How many houses there are at once. */
  readonly houses: number;
  readonly told: (verdict: Verdict) => void;
}

/** Takes points until the house has seen enough tellings, or one that failed: the next would be blamed for it. */
const live = async (scenario: Scenario, house: House, points: Point[], told: Trials['told']): Promise<void> => {
  for (let lives = scenario.lives; lives > 0; lives -= 1) {
    const point = points.shift();
    if (!point) return;
    const verdict = await tryPoint(scenario, house, point);
    told(verdict);
    if (verdict.verdict === 'failed') return;
  }
};

/** Kills at each of these points, in several houses at once, and tells what came of each. */
export const tryPoints = async (scenario: Scenario, points: readonly Point[], { sites, houses, told }: Trials): Promise<void> => {
  const left = [...points];
  const oneAfterAnother = async (): Promise<void> => {
    while (left.length > 0) {
      const house = await openFurnished(scenario, sites);
      await live(scenario, house, left, told).finally(house.close);
    }
  };
  await Promise.all(Array.from({ length: Math.min(houses, points.length) }, oneAfterAnother));
};
