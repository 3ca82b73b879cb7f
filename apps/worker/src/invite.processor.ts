import { INVITE, type InviteJob } from '#runtime';
import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger } from '@nestjs/common';
import type { Job } from 'bullmq';
import { invite, type Invited } from './invite.js';
import { PORTS, type WorkerPorts } from './ports.js';
import { TAKE_OVER } from './worker-options.js';

/** Few at a time: mail servers count the connections of one sender. */
const CONCURRENCY = 2;

/** Writes to one buyer who is no member yet, if a mail is due. What the mail server puts off, the clock takes up again. */
@Processor(INVITE, { concurrency: CONCURRENCY, ...TAKE_OVER })
export class InviteProcessor extends WorkerHost {
  private readonly logger = new Logger('invite');

  constructor(@Inject(PORTS) private readonly ports: WorkerPorts) {
    super();
  }

  override async process(job: Job<InviteJob>): Promise<Invited> {
    const invited = await invite(this.ports.invite, job.data.person);
    if (invited !== 'nothing due' && invited !== 'sent') {
      this.logger.warn({ message: 'a mail did not go', person: job.data.person.slice(0, 12), because: invited });
    }
    return invited;
  }

  /** Nest closes a queue beside its own worker; a job that wakes others needs theirs open, so all jobs end first. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  @OnWorkerEvent('failed')
  failed(job: Job<InviteJob> | undefined, error: Error): void {
    this.logger.error({ message: 'inviting failed', job: job?.id, because: error.message });
  }

  @OnWorkerEvent('error')
  broken(error: Error): void {
    this.logger.error({ message: 'the queue reports an error', because: error.message });
  }
}
