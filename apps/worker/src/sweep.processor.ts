import { SWEEP } from '#runtime';
import { InjectQueue, OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Job, Queue } from 'bullmq';
import { PORTS, TICKS, type WorkerPorts } from './ports.js';
import { sweep } from './sweep.js';
import { TAKE_OVER } from './worker-options.js';

/** How often the clock looks, in milliseconds. */
export interface Ticks {
  readonly catchUpMs: number;
  readonly driftMs: number;
  readonly auditMs: number;
}
export const DEFAULT_TICKS: Ticks = { catchUpMs: 10_000, driftMs: 60_000, auditMs: 3_600_000 };

/**
 * The clock and safety net. It ticks in the process and not in the queue's own scheduler, because a flushed queue
 * forgets its schedules too. Several workers tick; deduplication makes one look of it.
 */
@Processor(SWEEP, { concurrency: 1, ...TAKE_OVER })
export class SweepProcessor extends WorkerHost implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('sweep');
  private timers: NodeJS.Timeout[] = [];

  constructor(
    @Inject(PORTS) private readonly ports: WorkerPorts,
    @Inject(TICKS) private readonly ticks: Ticks,
    @InjectQueue(SWEEP) private readonly queue: Queue,
  ) {
    super();
  }

  override async process(job: Job): Promise<{ woken: number } | undefined> {
    await this.ports.catchUp();
    await this.ports.askGateways('all');
    if (job.name !== 'drift' && !(await this.hasForgotten())) return undefined;
    if (await this.ports.noticeRestore())
      this.logger.warn({ message: 'the database is an older state; removals wait for a person: catraca restored' });
    const woken = await sweep(this.ports.sweep);
    await this.ports.wakeInvitees();
    await this.noticeShapes();
    return { woken };
  }

  /** A queue that knows of no earlier look was flushed, or is new: wake-ups may be gone, so everybody is looked at now and not in a minute. */
  private async hasForgotten(): Promise<boolean> {
    return (await this.queue.getCompletedCount()) === 0;
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
        .add(name, {}, { deduplication: { id: name, ttl: Math.floor(everyMs * 0.8) }, removeOnComplete: { count: 20 } })
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
    this.logger.error({ message: 'sweep failed', because: error.message });
  }

  @OnWorkerEvent('error')
  broken(error: Error): void {
    this.logger.error({ message: 'the queue reports an error', because: error.message });
  }
}
