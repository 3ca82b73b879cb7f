import type { HowEnded } from '../support/role-processes.js';
import { breachesIn } from './findings.js';
import type { House } from './house.js';
import type { Tick } from './house-queue.js';
import type { Orders } from './point.js';
import type { Point, Process, Scenario, Stage, Step } from './scenario.js';
import { settle, unfolded } from './settling.js';

/** What came of telling a story. */
export interface Told {
  /** Whether the process came by the point, and died there. */
  readonly met: boolean;
  readonly breaches: readonly string[];
  /** What the clock had to ask for before all was well. */
  readonly ticks: readonly Tick[];
  /** From the first kill until nothing was under way and what the step is for had come about. */
  readonly recoveryMs: number;
}

/** What a telling is for: to find the points, or to die at one. */
export type Aim = 'find' | Point;

const ordersFor = ({ name, queues, watched }: Step, process: Process, aim: Aim | undefined): Orders | undefined => {
  if (aim === undefined || !watched.includes(process)) return undefined;
  const orders = { step: name, ...(queues && { queues }) };
  if (aim === 'find') return orders;
  return aim.step === name && aim.process === process ? { ...orders, at: aim.at } : undefined;
};

/** A process that ended though nobody had asked it to. */
interface Fallen extends HowEnded {
  readonly process: Process;
  readonly at: number;
}

/** Which processes fell while a story was told: roles by themselves, commands as they end. */
const fallsSince = ({ roles }: House, commands: readonly Fallen[]): (() => readonly Fallen[]) => {
  const before = new Map([...roles].map(([role, { falls }]) => [role, falls.length]));
  const ofRoles = (): readonly Fallen[] =>
    [...roles].flatMap(([process, { falls }]) => falls.slice(before.get(process)).map((fall) => ({ ...fall, process })));
  return () => [...commands, ...ofRoles()].sort((one, other) => one.at - other.at);
};

const isKill = ({ process, signal }: Fallen, aim: Aim | undefined): boolean =>
  typeof aim === 'object' && aim.process === process && signal === 'SIGKILL';

/** What fell without a kill, or twice, is a fault of its own. */
const unaskedFor = (fallen: readonly Fallen[], aim: Aim | undefined): readonly string[] =>
  fallen
    .filter((fall) => fall !== fallen.find((one) => isKill(one, aim)))
    .map(({ process, code, signal }) => `the ${process} ended by itself (${signal ?? code})`);

/** Runs commands; the first one of a step gets the orders of the step. */
const runner = (house: House, fallen: Fallen[]) => {
  let orders: Orders | undefined;
  const run: Stage['run'] = async (args) => {
    const first = house.command(args, orders);
    const how = await first.ended;
    const killed = how.signal === 'SIGKILL';
    if (killed) fallen.push({ ...how, process: 'command', at: performance.now() });
    const last = killed ? house.command(args) : first;
    const { code, signal } = await last.ended;
    if (code !== 0) throw new Error(`catraca ${args.join(' ')} ended with ${code ?? signal}: ${last.err().trim()}`);
  };
  return { run, order: (next: Orders | undefined): void => void (orders = next) };
};

/** Tells the story once, with people of its own. */
export const tell = async (scenario: Scenario, house: House, { tag, aim }: { tag: string; aim?: Aim }): Promise<Told> => {
  const commands: Fallen[] = [];
  const { run, order } = runner(house, commands);
  const falls = fallsSince(house, commands);
  const stage: Stage = { house, tag, run };
  const ticks: Tick[] = [];
  let recoveryMs = 0;

  const orderAll = async (step: Step | undefined): Promise<void> => {
    for (const role of house.roles.keys()) await house.order(role, step && ordersFor(step, role, aim));
    order(step && ordersFor(step, 'command', aim));
  };
  const play = async (step: Step): Promise<void> => {
    const isAimed = aim === 'find' || aim?.step === step.name;
    if (isAimed) await orderAll(step);
    await step.act(stage);
    const settled = await settle(house, step.name, async () => ((await step.holds(stage)) ? [] : [`${step.name}: has not come about`]));
    ticks.push(...settled.ticks);
    if (settled.left.length > 0) throw new Error(settled.left.join('; '));
    const [first] = falls();
    if (first && recoveryMs === 0) recoveryMs = performance.now() - first.at;
    if (isAimed) await orderAll(undefined);
  };

  for (const step of scenario.steps) await play(step);
  const ofTheStory = async (): Promise<readonly string[]> => (await scenario.breaches?.(stage)) ?? [];
  const wrong = async (): Promise<readonly string[]> => [...(await unfolded(house)), ...(await breachesIn(stage)), ...(await ofTheStory())];
  if (!scenario.bare) await house.queue.tick('catch-up');
  const end = await settle(house, 'the end', scenario.bare ? ofTheStory : wrong);
  const fallen = falls();
  const left = [...unaskedFor(fallen, aim), ...end.left];
  return { met: fallen.some((one) => isKill(one, aim)), breaches: left, ticks: [...ticks, ...end.ticks], recoveryMs };
};
