import { eventIdOf } from '#event-store';
import { checkInvariants, converged, memoryEvidence } from '#proof';
import { Breach, endChecks, nothingTurned, stepChecks } from './checks.js';
import { CALM, DAY, HOUR, instant, MINUTE, word, type Script, type Step } from './script.js';
import { openDoor } from './sim-door.js';
import { openWorld, type World } from './sim-world.js';

/** What one history came to. `breach`: the promise that it broke, and on which day. */
export interface Outcome {
  readonly breach?: string;
  readonly days: number;
  readonly facts: number;
  readonly commands: number;
  readonly mails: number;
  readonly crashes: number;
}

const MOST_ROUNDS = 12;
const ROUND_MS = 8 * HOUR;

/** A run with its checks: `check` after everything that happens. */
const openRun = (script: Script) => {
  const world = openWorld(script);
  const { ledger, queue } = world;
  const answered: string[] = [];
  const { check, checkKept } = stepChecks(ledger, script.brake);
  const receive = openDoor(world, (key) => answered.push(eventIdOf(key)));
  world.open(receive);

  const happens = async (): Promise<void> => {
    const sawFrom = Number(await ledger.store.head());
    await Promise.all(world.arrived().map(async ({ what }) => what()));
    await world.work();
    await check(!(await ledger.isBehind()), sawFrom);
    checkKept(answered.splice(0));
  };
  return {
    world,
    receive,
    /** Lets everything happen that is due up to a moment, in order. */
    pump: async (until: number): Promise<void> => {
      for (let next = Math.min(world.nextComing(), queue.nextDue()); next <= until; next = Math.min(world.nextComing(), queue.nextDue())) {
        world.passTo(next);
        await happens();
      }
      world.passTo(until);
    },
  };
};

type Run = ReturnType<typeof openRun>;

const cativaActs = ({ cativa }: World, step: Extract<Step, { kind: 'cativa' }>): void => {
  const { act, member, badge = 'X', late } = step;
  if (act === 'signs-up') cativa.signsUp(member, late);
  else if (act === 'tells') cativa.tells(member, late);
  else if (act === 'gives') cativa.gives(member, badge, late);
  else cativa.takes(member, badge);
};

const take = async ({ world, receive }: Run, step: Step): Promise<void> => {
  world.cast(step.salt);
  switch (step.kind) {
    case 'webhook':
      return world.at(step.at, async () => receive(step.facts));
    case 'person':
      // As the command line does: it writes, folds, and asks for a look at everybody, which may get lost.
      await world.ledger.store.append([step.fact]);
      await world.ledger.foldNext();
      return world.dice().chance(0.8) ? world.queue.wake({ queue: 'drift', id: 'all' }, world.now(), true) : undefined;
    case 'cativa':
      return cativaActs(world, step);
    case 'weather':
      return world.change(step.weather);
    case 'flush':
      return world.queue.flush();
    case 'look':
      return world.queue.wake({ queue: 'drift', id: 'all' }, world.now(), true);
  }
};

/** Everything that a person would do who found the house like this: lets removals go, and has refusals asked again. */
const putRight = async ({ world }: Run, round: number): Promise<void> => {
  const { ledger, queue } = world;
  const occurredAt = instant(world.now());
  if ((await ledger.model.brake())?.tripped) {
    await ledger.store.append([word(`release/${round}/${occurredAt}`, { type: 'BrakeReleased', data: { occurredAt, allow: 1000 } })]);
  }
  for (const member of await ledger.model.membersAfter('', 100)) queue.wake({ queue: 'reconcile', id: member, askAgain: true }, world.now(), true);
  queue.wake({ queue: 'drift', id: 'all' }, world.now(), true);
};

/** The outside is well, Cativa tells what it shows, and time passes: then everything must be as it should be. */
const settle = async (run: Run, script: Script): Promise<void> => {
  const { world } = run;
  world.change(CALM);
  await run.pump(Math.max(world.now(), world.nextComing() === Infinity ? 0 : world.now() + 12 * DAY) + HOUR);
  Object.keys(script.members).forEach((member) => world.cativa.tells(member, MINUTE));
  const evidence = memoryEvidence(world.ledger);
  const claims = () => ({ moment: world.moment(), holds: world.cativa.holds, quiet: true });
  // What ended after the person had asked is for the next time: an older refusal stands until then (seed 3041275).
  const isDone = async (asked: number): Promise<boolean> =>
    (await converged(evidence, claims())).breaches.length === 0 && (await nothingTurned(world.ledger, asked, world.now()));
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    const asked = world.now();
    await putRight(run, round);
    await run.pump(asked + ROUND_MS);
    // What was refused counts as put right, also where the brake kept it from being asked again: so never one round alone.
    if (round > 0 && (await isDone(asked))) break;
  }
  // As the next tick of the clock would: the last look may have written, and nobody was woken for it.
  await world.ledger.foldNext();
  const broken = (await checkInvariants(evidence, claims())).find(({ breaches }) => breaches.length > 0);
  if (broken) throw new Breach(`${broken.invariant}: ${broken.breaches[0] ?? ''}`);
  await endChecks(script, world.ledger, world.cativa, world.now());
  const twice = [...world.sent].find(([, times]) => times > 1);
  if (twice) throw new Breach(`I6: a mail went ${twice[1]} times`);
};

const breachOf = async (run: Run, script: Script): Promise<string | undefined> => {
  try {
    for (const step of script.steps) {
      await run.pump(step.at);
      await take(run, step);
      await run.pump(run.world.now());
    }
    await settle(run, script);
    run.world.passTo(run.world.now() + 45 * DAY);
    await settle(run, script);
    return undefined;
  } catch (error) {
    if (error instanceof Breach) return `${error.message} (day ${(run.world.now() / DAY).toFixed(2)})`;
    throw error;
  }
};

/** Plays one history to its end, or to the first promise that it breaks. The same script gives the same outcome, always. */
export const simulate = async (script: Script): Promise<Outcome> => {
  const run = openRun(script);
  await run.world.ledger.store.append(
    script.catalog.map((mapping, index) => word(`catalog/${index}`, { type: 'ProductMapped', data: { occurredAt: instant(0), mapping } })),
  );
  const breach = await breachOf(run, script);
  const { world } = run;
  return {
    ...(breach !== undefined && { breach }),
    days: world.now() / DAY,
    facts: Number(await world.ledger.store.head()),
    commands: world.cativa.calls.length,
    mails: [...world.sent.values()].reduce((sum, times) => sum + times, 0),
    crashes: world.crashes(),
  };
};
