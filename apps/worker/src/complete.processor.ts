import { COMPLETE, completeDelivery, type CompleteJob, type Completed } from '#runtime';
import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import { backoffStrategy } from './backoff.js';
import { PORTS, type WorkerPorts } from './ports.js';
import { TryAgain } from './try-again.js';
import { TAKE_OVER } from './worker-options.js';

/** Few at a time: gateways count the calls of one key (Asaas refuses more than 50 at once; docs.asaas.com, API limits). */
const CONCURRENCY = 4;

/** Asks the gateway about one delivery; when it does not say now, the job waits and comes back. */
@Processor(COMPLETE, { concurrency: CONCURRENCY, settings: { backoffStrategy }, ...TAKE_OVER })
export class CompleteProcessor extends WorkerHost {
  private readonly logger = new Logger('complete');

  constructor(@Inject(PORTS) private readonly ports: WorkerPorts) {
    super();
  }

  override async process(job: Job<CompleteJob>): Promise<Completed> {
    const completed = await completeDelivery(this.ports.complete, job.data.delivery);
    if (completed.kind === 'later') throw new TryAgain(completed.because, completed.afterMs);
    if (completed.kind === 'closed') {
      this.logger.warn({ message: 'the gateway cannot say', delivery: job.data.delivery, because: completed.because });
    }
    if (completed.kind === 'completed') await this.ports.catchUp();
    return completed;
  }

  /** Nest closes a queue beside its own worker; a job that wakes others needs theirs open, so all jobs end first. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  @OnWorkerEvent('failed')
  failed(job: Job<CompleteJob> | undefined, error: Error): void {
    const { id, data, attemptsMade } = job ?? {};
    this.logger.warn({ message: 'no answer yet', job: id, delivery: data?.delivery, attempt: attemptsMade, because: error.message });
  }

  @OnWorkerEvent('error')
  broken(error: Error): void {
    this.logger.error({ message: 'the queue reports an error', because: error.message });
  }
}
