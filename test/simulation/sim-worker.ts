import { DEFAULT_REMINDER_DAYS, waitAfter } from '#domain';
import type { BadgeApi, Mailer } from '#effects';
import { groupedAppends, WrongExpectedVersion } from '#event-store';
import type { MemoryLedger, Moment } from '#projections';
import { catchUp, type CatchUpPorts } from '../../apps/worker/src/catch-up.js';
import { invite, wakeInvitees, type InvitePorts } from '../../apps/worker/src/invite.js';
import { reconcileMember, type ReconcilePorts } from '../../apps/worker/src/reconcile-member.js';
import { sharedLook } from '../../apps/worker/src/shared-look.js';
import { sharedRun } from '../../apps/worker/src/shared-run.js';
import { sweep } from '../../apps/worker/src/sweep.js';
import type { Job, SimQueue } from './sim-queue.js';

/** The process died here. */
export class Crash extends Error {
  override readonly name = 'Crash';
}

/** What a worker stands on. `io` is every step outside the process: before it and after it, the process may die. */
export interface WorkerOutside {
  readonly ledger: MemoryLedger;
  readonly badgeApi: BadgeApi;
  readonly mailer: Mailer;
  readonly queue: SimQueue;
  readonly moment: () => Moment;
  readonly now: () => number;
  readonly random: () => number;
  readonly io: <Result>(step: () => Promise<Result>) => Promise<Result>;
  /** As `io`; a hint to the queue may also be lost. */
  readonly hint: (step: () => void) => Promise<void>;
}

/** The ledger as a process reaches it. */
const reached = (ledger: MemoryLedger, io: WorkerOutside['io']): MemoryLedger => ({
  ...ledger,
  store: groupedAppends({ ...ledger.store, append: async (events) => io(async () => ledger.store.append(events)) }),
  foldNext: async () => io(async () => ledger.foldNext()),
  inTurn: async (work) => io(async () => ledger.inTurn(work)),
});

const INVITES: NonNullable<InvitePorts['invites']> = {
  from: 'Shop <shop@shop.test>',
  signupUrl: 'https://shop.test/join?email={email}',
  language: 'en',
  reminderDays: DEFAULT_REMINDER_DAYS,
  stopUrl: () => 'https://shop.test/stop',
};

/** A worker process: the real functions over simulated edges. Made anew after each crash. */
export const simWorker = (outside: WorkerOutside) => {
  const { badgeApi, mailer, queue, moment, now, io, hint } = outside;
  const ledger = reached(outside.ledger, io);
  const wakeAll =
    (name: Job['queue'], news: boolean) =>
    async (ids: readonly string[]): Promise<void> =>
      hint(() => ids.forEach((id) => queue.wake({ queue: name, id }, now(), news)));
  const catchUpPorts: CatchUpPorts = {
    ledger,
    wake: wakeAll('reconcile', true),
    wakeEverybody: async () => wakeAll('drift', true)(['all']),
    waits: async (grants) => wakeAll('invite', true)(grants.map(({ person }) => person)),
  };
  const toTheHead = sharedRun(async () => catchUp(catchUpPorts));
  const reader = async () => Promise.resolve({ email: 'ana@shop.test', name: null });
  const invitePorts: InvitePorts = { ledger, readReader: reader, mailer, invites: INVITES, moment, catchUp: toTheHead };
  const api: BadgeApi = { kind: 'api', run: async (call) => io(async () => badgeApi.run(call)) };
  const look = sharedLook({ ledger, catchUp: toTheHead, moment });
  const reconcilePorts = (attempt: number): ReconcilePorts => ({ ledger, badgeApi: api, moment, look, attempt });

  const reconcile = async (job: Job): Promise<number | undefined | 'done'> => {
    const { waits, refused } = await reconcileMember(reconcilePorts(job.attempt), job.id, job.askAgain);
    if (waits.length > 0)
      return waitAfter(job.attempt, outside.random(), Math.max(...waits.map((wait) => ('afterMs' in wait ? (wait.afterMs ?? 0) : 0))));
    return refused.length > 0 ? undefined : 'done';
  };
  const work = async (job: Job): Promise<number | undefined | 'done'> => {
    if (job.queue === 'reconcile') return reconcile(job);
    if (job.queue === 'invite') await invite(invitePorts, job.id);
    else await toTheHead();
    if (job.queue !== 'drift') return 'done';
    await sweep({ model: ledger.model, badgeApi, moment, wake: wakeAll('reconcile', false) });
    await wakeInvitees(invitePorts, wakeAll('invite', false));
    return 'done';
  };
  return {
    /** Does one job and tells the queue what became of it, as the processors do; throws `Crash` when the process died. */
    run: async (job: Job): Promise<void> => {
      try {
        const outcome = await work(job);
        await io(async () => Promise.resolve());
        if (outcome === 'done') queue.complete(job, now());
        else queue.fail(job, now(), outcome);
      } catch (error) {
        if (error instanceof Crash) throw error;
        queue.fail(job, now(), error instanceof WrongExpectedVersion ? 50 : waitAfter(job.attempt, outside.random()));
      }
    },
  };
};
