import { PROJECT } from '#runtime';
import { OnWorkerEvent, Processor, WorkerHost } from '@nestjs/bullmq';
import { Inject, Logger } from '@nestjs/common';
import { PORTS, type WorkerPorts } from './ports.js';
import { TAKE_OVER } from './worker-options.js';

/** The log has grown: fold it, and have gateways asked about what came. */
@Processor(PROJECT, { concurrency: 1, ...TAKE_OVER })
export class ProjectProcessor extends WorkerHost {
  private readonly logger = new Logger('project');

  constructor(@Inject(PORTS) private readonly ports: WorkerPorts) {
    super();
  }

  override async process(): Promise<void> {
    await this.ports.catchUp();
    await this.ports.askGateways('news');
  }

  /** Nest closes a queue beside its own worker; a job that wakes others needs theirs open, so all jobs end first. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.worker.close();
  }

  @OnWorkerEvent('failed')
  failed(_job: unknown, error: Error): void {
    this.logger.error({ message: 'catching up failed', because: error.message });
  }

  @OnWorkerEvent('error')
  broken(error: Error): void {
    this.logger.error({ message: 'the queue reports an error', because: error.message });
  }
}
