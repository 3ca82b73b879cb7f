import { breachesIn } from './findings.js';
import type { House } from './house.js';
import type { Tick } from './house-queue.js';
import type { Orders } from './point.js';
import type { Point, Process, Scenario, Stage, Step } from './scenario.js';
import { settle, unfolded } from './settling.js';

/** What came of telling a story. */
export interface Told {
  /** How many processes were killed. */
  readonly kills: number;
  readonly breaches: readonly string[];
  /** What the clock had to ask for before all was well. */
  readonly ticks: readonly Tick[];
  /** From the first kill until nothing was under way and what the step is for had come about. */
  readonly recoveryMs: number;
}

/** What a telling is for: to find the points, or to die at one. */
export type Aim = 'find' | Point;

const ordersFor = ({ name, queues, watched }: Step, process: Process, aim: Aim | undefined, most?: number): Orders | undefined => {
  if (aim === undefined || !watched.includes(process)) return undefined;
  const orders = { step: name, ...(queues && { queues }), ...(most && { most }) };
  if (aim === 'find') return orders;
  return aim.step === name && aim.process === process ? { ...orders, at: aim.at } : undefined;
};

/** When processes fell while a story was told: roles by themselves, commands as they end. */
const fallsSince = ({ roles }: House, commands: readonly number[]): (() => readonly number[]) => {
  const before = new Map([...roles].map(([role, { falls }]) => [role, falls.length]));
  return () => [...commands, ...[...roles].flatMap(([role, { falls }]) => falls.slice(before.get(role)).map(({ at }) => at))].sort((a, b) => a - b);
};

/** Runs commands; the first one of a step gets the orders of the step. */
const runner = (house: House, kills: number[]) => {
  let orders: Orders | undefined;
  const run: Stage['run'] = async (args) => {
    const first = house.command(args, orders);
    const killed = (await first.ended).signal === 'SIGKILL';
    if (killed) kills.push(performance.now());
    const last = killed ? house.command(args) : first;
    const { code, signal } = await last.ended;
    if (code !== 0) throw new Error(`catraca ${args.join(' ')} ended with ${code ?? signal}: ${last.err().trim()}`);
  };
  return { run, order: (next: Orders | undefined): void => void (orders = next) };
};

/** Tells the story once, with people of its own. */
export const tell = async (scenario: Scenario, house: House, { tag, aim }: { tag: string; aim?: Aim }): Promise<Told> => {
  const commands: number[] = [];
  const { run, order } = runner(house, commands);
  const falls = fallsSince(house, commands);
  const stage: Stage = { house, tag, run };
  const ticks: Tick[] = [];
  let recoveryMs = 0;

  const orderAll = async (step: Step | undefined): Promise<void> => {
    for (const role of house.roles.keys()) await house.order(role, step && ordersFor(step, role, aim, scenario.most));
    order(step && ordersFor(step, 'command', aim, scenario.most));
  };
  const play = async (step: Step): Promise<void> => {
    const isAimed = aim === 'find' || aim?.step === step.name;
    if (isAimed) await orderAll(step);
    await step.act(stage);
    const settled = await settle(house, step.name, async () => ((await step.holds(stage)) ? [] : [`${step.name}: has not come about`]));
    ticks.push(...settled.ticks);
    if (settled.left.length > 0) throw new Error(settled.left.join('; '));
    const [first] = falls();
    if (first !== undefined && recoveryMs === 0) recoveryMs = performance.now() - first;
    if (isAimed) await orderAll(undefined);
  };

  for (const step of scenario.steps) await play(step);
  const ofTheStory = async (): Promise<readonly string[]> => (await scenario.breaches?.(stage)) ?? [];
  const wrong = async (): Promise<readonly string[]> => [...(await unfolded(house)), ...(await breachesIn(stage)), ...(await ofTheStory())];
  if (!scenario.bare) await house.queue.tick('catch-up');
  const end = await settle(house, 'the end', scenario.bare ? ofTheStory : wrong);
  return { kills: falls().length, breaches: end.left, ticks: [...ticks, ...end.ticks], recoveryMs };
};
