import { auditNext } from '#proof';
import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { Pool } from 'pg';
import { TICKS } from './ports.js';
import type { Ticks } from './sweep.processor.js';

export const AUDIT_POOL = Symbol('audit-pool');

/** The audit takes its time: this long after each 2,000 facts, so that nobody feels it. */
const PAUSE_MS = 20;

/**
 * The standing audit: slice by slice, all tables are held against a fold of the log. It runs beside the queue, since it takes long and
 * wakes nobody, and ends at once when the worker ends.
 */
@Injectable()
export class AuditClock implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly logger = new Logger('audit');
  private readonly ending = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> | undefined;

  constructor(
    @Inject(AUDIT_POOL) private readonly pool: Pool,
    @Inject(TICKS) private readonly ticks: Ticks,
  ) {}

  onApplicationBootstrap(): void {
    const look = (): void => {
      this.running ??= this.look().finally(() => (this.running = undefined));
    };
    this.timer = setInterval(look, this.ticks.auditMs);
  }

  async onModuleDestroy(): Promise<void> {
    clearInterval(this.timer);
    this.ending.abort();
    await this.running;
  }

  private async look(): Promise<void> {
    const { signal } = this.ending;
    try {
      const audited = await auditNext(this.pool, async () => pause(PAUSE_MS, undefined, { signal }));
      const wrong = audited?.filter(({ same }) => !same).map(({ projection }) => projection) ?? [];
      if (wrong.length > 0)
        this.logger.error({ message: 'rows are not what the log says; look with catraca verify, mend with catraca replay', tables: wrong });
    } catch (error) {
      if (!signal.aborted) this.logger.warn({ message: 'audit not done', because: error instanceof Error ? error.message : 'unknown' });
    }
  }
}
