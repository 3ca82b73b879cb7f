import { MAX_ATTEMPTS } from '#domain';

/** A wake-up: who needs attention. `askAgain`: what Cativa refused is to be asked once more. */
export interface Job {
  readonly queue: 'project' | 'reconcile' | 'invite' | 'drift';
  readonly id: string;
  readonly askAgain: boolean;
  readonly attempt: number;
}

interface Entry extends Job {
  due: number;
  active: boolean;
  again: boolean;
  stalled: number;
}

/** As BullMQ takes up the jobs of a worker that died: after the lock ran out, and not for ever. */
const STALLED_MS = 20_000;
const MOST_STALLED = 5;
const nameOf = ({ queue, id }: Pick<Job, 'queue' | 'id'>): string => `${queue}/${id}`;

/** The queue as the workers know it: one job an id, one more look when it is woken while it runs, delays, lost workers, a flush. */
export const simQueue = () => {
  const jobs = new Map<string, Entry>();
  const put = (job: Pick<Job, 'queue' | 'id'> & { askAgain?: boolean }, due: number): void => {
    jobs.set(nameOf(job), { askAgain: false, ...job, attempt: 1, due, active: false, again: false, stalled: 0 });
  };
  return {
    /** `news` ends a wait between two attempts; a sweep leaves it alone. */
    wake: (job: Pick<Job, 'queue' | 'id'> & { askAgain?: boolean }, now: number, news: boolean): void => {
      const known = jobs.get(nameOf(job));
      if (known === undefined) put(job, now);
      else if (known.active) known.again = true;
      else if (news) known.due = Math.min(known.due, now);
    },
    nextDue: (): number => [...jobs.values()].reduce((least, { active, due }) => (active || due >= least ? least : due), Infinity),
    start: (now: number, most: number): readonly Job[] => {
      const due = [...jobs.values()].filter((job) => !job.active && job.due <= now).slice(0, most);
      return due.map((job) => ({ ...Object.assign(job, { active: true }) }));
    },
    complete: (job: Job, now: number): void => {
      const again = jobs.get(nameOf(job))?.again === true;
      jobs.delete(nameOf(job));
      if (again) put({ queue: job.queue, id: job.id }, now);
    },
    /** `waitMs` undefined: it failed for good. */
    fail: (job: Job, now: number, waitMs: number | undefined): void => {
      const known = jobs.get(nameOf(job));
      if (known === undefined) return;
      if (waitMs === undefined || job.attempt >= MAX_ATTEMPTS) jobs.delete(nameOf(job));
      else jobs.set(nameOf(job), { ...known, attempt: job.attempt + 1, due: known.again ? now : now + waitMs, active: false, again: false });
    },
    workerDied: (now: number): void => {
      for (const [name, job] of jobs) {
        if (!job.active) continue;
        if (job.stalled >= MOST_STALLED) jobs.delete(name);
        else Object.assign(job, { active: false, due: now + STALLED_MS, stalled: job.stalled + 1 });
      }
    },
    flush: (): void => jobs.clear(),
    size: (): number => jobs.size,
  };
};

export type SimQueue = ReturnType<typeof simQueue>;
