import type { MemberId } from '#domain';
import { SWEEP } from '#runtime';
import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { DelayedError, type Job, type Queue } from 'bullmq';
import { PORTS, TICKS, type WorkerPorts } from './ports.js';
import { LONG_MS, restAfter } from './rest.js';
import { sweep } from './sweep.js';
import { TAKE_OVER } from './worker-options.js';

/** How often the clock looks, and how long at a stretch at members, in milliseconds. */
export interface Ticks {
  readonly catchUpMs: number;
  readonly driftMs: number;
  readonly auditMs: number;
  readonly stretchMs?: number;
}
export const DEFAULT_TICKS: Ticks = { catchUpMs: 10_000, driftMs: 60_000, auditMs: 3_600_000 };

/** What a job of `sweep` may hold. `stretches`: it is the clock's own look, which rests in between. `after`: where it goes on. */
interface SweepJob {
  readonly stretches?: boolean;
  readonly after?: MemberId;
}

/**
 * The clock and safety net. It ticks in the process and not in the queue's own scheduler, because a flushed queue
 * forgets its schedules too. Several workers tick; deduplication makes one look of it.
 */
@Processor(SWEEP, { concurrency: 1, ...TAKE_OVER })
export class SweepProcessor extends WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('sweep');
  private timers: NodeJS.Timeout[] = [];
  private mayHaveForgotten = false;

  constructor(
    @Inject(PORTS) private readonly ports: WorkerPorts,
    @Inject(TICKS) private readonly ticks: Ticks,
    @InjectQueue(SWEEP) private readonly queue: Queue,
  ) {
    super();
  }

  override async process(job: Job<SweepJob>, token?: string): Promise<{ woken: number } | undefined> {
    await this.ports.catchUp();
    await this.ports.askGateways('all');
    if (job.name !== 'drift' && !(await this.hasForgotten())) return undefined;
    if (job.data.stretches && job.data.after === undefined && (await this.isUnderWay())) return undefined;
    if (await this.ports.noticeRestore())
      this.logger.warn({ message: 'the database is an older state; removals wait for a person: catraca restored' });
    const woken = await this.look(job, token);
    await this.ports.wakeInvitees();
    await this.noticeShapes();
    return { woken };
  }

  /** Looks at everybody; the clock's own look, for one stretch, after which it goes on later. */
  private async look(job: Job<SweepJob>, token?: string): Promise<number> {
    const { stretches, after: from } = job.data;
    const began = performance.now();
    const { woken, after } = await sweep(this.ports.sweep, { after: from, forMs: stretches ? (this.ticks.stretchMs ?? LONG_MS) : undefined });
    if (after === undefined) return woken;
    await job.updateData({ stretches: true, after });
    await job.moveToDelayed(Date.now() + restAfter(performance.now() - began), token);
    throw new DelayedError();
  }

  /** Whether a look of the clock rests, or is to go on as soon as somebody is free. */
  private async isUnderWay(): Promise<boolean> {
    const jobs: readonly Job<SweepJob>[] = await this.queue.getJobs(['delayed', 'waiting', 'prioritized']);
    return jobs.some(({ data }) => data.after !== undefined);
  }

  /**
   * A queue that knows of no earlier look was flushed, or is new; one that could not be reached may have lost its last wake-ups with its server.
   * Everybody is looked at now, and not when the clock comes to them.
   */
  private async hasForgotten(): Promise<boolean> {
    const may = this.mayHaveForgotten;
    this.mayHaveForgotten = false;
    return may || (await this.queue.getCompletedCount()) === 0;
  }

  /** Noticing only informs: that it failed is no reason to sweep again. */
  private async noticeShapes(): Promise<void> {
    await this.ports
      .noticeShapes()
      .catch((error: unknown) => this.logger.warn({ message: 'shapes not looked at', because: error instanceof Error ? error.message : 'unknown' }));
  }

  onApplicationBootstrap(): void {
    this.tick('drift', this.ticks.driftMs);
    this.tick('catch-up', this.ticks.catchUpMs);
  }

  onModuleDestroy(): void {
    this.timers.forEach((timer) => clearInterval(timer));
  }

  private tick(name: 'drift' | 'catch-up', everyMs: number): void {
    const look = (): void => {
      this.queue
        .add(name, name === 'drift' ? { stretches: true } : {}, {
          deduplication: { id: name, ttl: Math.floor(everyMs * 0.8) },
          removeOnComplete: { count: 20 },
        })
        .catch((error: unknown) => this.logger.warn({ message: 'tick not sent', because: error instanceof Error ? error.message : 'unknown' }));
    };
    look();
    this.timers.push(setInterval(look, everyMs));
  }

  /** Nest closes a queue beside its own worker; a job that wakes others needs theirs open, so all jobs end first. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  @OnWorkerEvent('failed')
  failed(_job: unknown, error: Error): void {
    this.mayHaveForgotten = true;
    this.logger.error({ message: 'sweep failed', because: error.message });
  }

  /** A Redis that is restarted says goodbye, and no more. */
  @OnWorkerEvent('ioredis:close')
  parted(): void {
    this.mayHaveForgotten = true;
  }

  @OnWorkerEvent('error')
  broken(error: Error): void {
    this.mayHaveForgotten = true;
    this.logger.error({ message: 'the queue reports an error', because: error.message });
  }
}
