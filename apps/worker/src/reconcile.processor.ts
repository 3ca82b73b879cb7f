import { RECONCILE, type ReconcileJob } from '#runtime';
import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger } from '@nestjs/common';
import { UnrecoverableError, type Job } from 'bullmq';
import { backoffStrategy } from './backoff.js';
import { reconcileMember, type Reconciled } from './reconcile-member.js';
import { PORTS, type WorkerPorts } from './ports.js';
import { TryAgain } from './try-again.js';
import { TAKE_OVER } from './worker-options.js';

/** Members that are looked at together share one look, so more at once cost less each: 64 instead of 16 gave 40 % more commands a second. */
const CONCURRENCY = 64;

/** Wakes one member; the outcome becomes BullMQ's errors: wait and come back, or stay on the board. */
@Processor(RECONCILE, { concurrency: CONCURRENCY, settings: { backoffStrategy }, ...TAKE_OVER })
export class ReconcileProcessor extends WorkerHost {
  private readonly logger = new Logger('reconcile');

  constructor(@Inject(PORTS) private readonly ports: WorkerPorts) {
    super();
  }

  override async process(job: Job<ReconcileJob>): Promise<Pick<Reconciled, 'done' | 'braked'>> {
    const { member, askAgain = false } = job.data;
    const { done, braked, waits, refused } = await reconcileMember({ ...this.ports.reconcile, attempt: job.attemptsMade + 1 }, member, askAgain);
    if (braked > 0) this.logger.warn({ message: 'removals held by the brake', member, braked });
    if (waits.length > 0) {
      const afterMs = Math.max(...waits.map((wait) => ('afterMs' in wait ? (wait.afterMs ?? 0) : 0)));
      throw new TryAgain(waits.map(({ kind, because }) => `${kind}: ${because}`).join('; '), afterMs);
    }
    if (refused.length > 0) {
      // Whoever retries this job on the board asks Cativa once more.
      await job.updateData({ member, askAgain: true });
      throw new UnrecoverableError(`Cativa refuses: ${refused.join('; ')}`);
    }
    return { done, braked };
  }

  /** Nest closes a queue beside its own worker; a job that wakes others needs theirs open, so all jobs end first. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  @OnWorkerEvent('failed')
  failed(job: Job<ReconcileJob> | undefined, error: Error): void {
    this.logger.warn({ message: 'reconcile not done', job: job?.id, member: job?.data.member, attempt: job?.attemptsMade, because: error.message });
  }

  @OnWorkerEvent('error')
  broken(error: Error): void {
    this.logger.error({ message: 'the queue reports an error', because: error.message });
  }
}
