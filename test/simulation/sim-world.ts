import type { MailOutcome, Mailer } from '#effects';
import { memoryLedger, type Moment } from '#projections';
import { diceOf, type Dice } from './random.js';
import { CALM, instant, type Script, type Weather } from './script.js';
import { simCativa } from './sim-cativa.js';
import { simQueue } from './sim-queue.js';
import { Crash, simWorker } from './sim-worker.js';

interface Coming {
  readonly at: number;
  readonly what: () => void | Promise<void>;
}

/** Sends nothing twice by itself: the same mail has the same id, so a second one with it is a second mail to the reader. */
const simMailer = (dice: () => Dice, weather: () => Weather) => {
  const sent = new Map<string, number>();
  const went = (id: string): void => void sent.set(id, (sent.get(id) ?? 0) + 1);
  const mailer: Mailer = {
    kind: 'smtp',
    send: async ({ messageId }): Promise<MailOutcome> => {
      const { later, never, appliedUnheard } = weather();
      if (dice().chance(later)) return Promise.resolve({ kind: 'later', because: 'busy' });
      if (dice().chance(never)) return Promise.resolve({ kind: 'never', because: 'no' });
      const unheard = dice().chance(appliedUnheard);
      if (!unheard || dice().chance(0.5)) went(messageId);
      return Promise.resolve(unheard ? { kind: 'unknown', because: 'the line broke' } : { kind: 'sent' });
    },
    check: async () => Promise.resolve(undefined),
    close: () => undefined,
  };
  return { mailer, sent };
};

/** One simulated world: a clock, a ledger, a queue, a Cativa, a mail server and worker processes that come and go. */
export const openWorld = (script: Script) => {
  let [now, dice, weather, crashes]: [number, Dice, Weather, number] = [0, diceOf(script.seed), CALM, 0];
  const ledger = memoryLedger(() => new Date(Date.parse(instant(now))));
  const queue = simQueue();
  const coming: Coming[] = [];
  const world = {
    ledger,
    queue,
    now: () => now,
    dice: () => dice,
    weather: () => weather,
    crashes: () => crashes,
    moment: (): Moment => ({ now: instant(now), brake: script.brake }),
    /** From here on these dice fall; so that leaving out one step changes little of the others. */
    cast: (salt: number): void => {
      dice = diceOf(script.seed ^ salt);
    },
    change: (next: Weather): void => {
      weather = next;
    },
    at: (at: number, what: Coming['what']): void => void coming.push({ at, what }),
    nextComing: (): number => coming.reduce((least, { at }) => Math.min(least, at), Infinity),
    /** All that was to come by now, taken out. */
    arrived: (): readonly Coming[] => {
      const due = coming.filter(({ at }) => at <= now);
      due.forEach((one) => coming.splice(coming.indexOf(one), 1));
      return due;
    },
    passTo: (at: number): void => {
      now = Math.max(now, at);
    },
    /** A step outside of a process: before it and after it, the process may die; what happened outside stays. */
    io:
      (process: { alive: boolean }) =>
      async <Result>(step: () => Promise<Result>): Promise<Result> => {
        const live = (): void => {
          if (process.alive && dice.chance(weather.crash)) process.alive = false;
          if (!process.alive) throw new Crash();
        };
        live();
        for (let turns = dice.int(0, 3); turns > 0; turns -= 1) await Promise.resolve();
        if (!process.alive) throw new Crash();
        now += dice.int(1, 40);
        const result = await step();
        live();
        return result;
      },
  };
  const { mailer, sent } = simMailer(world.dice, world.weather);
  const post = (fact: Parameters<typeof ledger.store.append>[0][number], at: number): void => world.at(at, async () => receive([fact]));
  let receive: (facts: readonly Parameters<typeof ledger.store.append>[0][number][]) => Promise<void> = async () => Promise.resolve();
  const cativa = simCativa(script.members, { now: world.now, dice: world.dice, weather: world.weather, post, later: world.at });

  const freshWorker = () => {
    const process = { alive: true };
    const io = world.io(process);
    const hint = async (step: () => void): Promise<void> => {
      const lost = dice.chance(weather.lostWake);
      await io(async () => Promise.resolve());
      if (lost) throw new Error('the queue is away');
      step();
    };
    const random = (): number => dice.int(0, 999) / 1000;
    return simWorker({ ledger, badgeApi: cativa.api, mailer, queue, moment: world.moment, now: world.now, random, io, hint });
  };
  let worker = freshWorker();
  return {
    ...world,
    cativa,
    sent,
    /** Where a webhook goes; set once the door is open. */
    open: (door: typeof receive): void => {
      receive = door;
    },
    /** Runs the jobs that are due, up to three at once; a crash takes all of them with it. */
    work: async (): Promise<void> => {
      const jobs = queue.start(now, 3);
      const again = jobs.filter(() => dice.chance(weather.twice));
      const ends = await Promise.allSettled([...jobs, ...again].map(worker.run));
      const wrong = ends.find((end) => end.status === 'rejected' && !(end.reason instanceof Crash));
      if (wrong?.status === 'rejected') throw wrong.reason;
      if (ends.every(({ status }) => status === 'fulfilled')) return;
      crashes += 1;
      queue.workerDied(now);
      worker = freshWorker();
    },
  };
};

export type World = ReturnType<typeof openWorld>;
