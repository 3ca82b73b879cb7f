import { acceptDeliveries, deliveryGate, patiently } from '#event-store';
import { PROJECT, queueOptions, wakeProjector, type Runtime } from '#runtime';
import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { ClaimController } from './claim/claim.controller.js';
import { claimPorts } from './claim/ports.js';
import { HealthController } from './health.controller.js';
import { openChannels, type Door } from './receive-webhook.js';
import { StopController } from './reminders/stop.controller.js';
import { CLAIM_PORTS, DOOR, RUNTIME, UNSIGNED_LIMIT } from './tokens.js';
import { unsignedLimit } from './unsigned-limit.js';
import { coalescedWakeUp } from './wake-up.js';
import { WebhooksController } from './webhooks.controller.js';

/** A database that hangs must not hold its senders for ever: they send again, and what was kept all the same is a duplicate then. */
const PATIENCE_MS = 15_000;

const doorOf = ({ pool, settings, personOf }: Runtime, queue: Queue): Door => {
  // A queue reports a lost connection as an event; without a listener the process would end.
  queue.on('error', () => undefined);
  const { channels, rehearsal = false } = settings;
  const db = patiently(pool, PATIENCE_MS);
  const accept = deliveryGate(async (group) => acceptDeliveries(db, group));
  const wake = coalescedWakeUp(async () => wakeProjector(queue), new Logger('ingress'));
  return { accept, channels: openChannels(channels), personOf, testsAreReal: rehearsal, now: () => new Date(), wake };
};

/** What faces the internet: webhooks, and two small pages for buyers. */
@Module({})
export class AppModule {
  static over(runtime: Runtime): DynamicModule {
    return {
      module: AppModule,
      imports: [BullModule.forRoot(queueOptions(runtime.queueServer, 'producer')), BullModule.registerQueue({ name: PROJECT })],
      controllers: [WebhooksController, ClaimController, StopController, HealthController],
      providers: [
        { provide: RUNTIME, useValue: runtime },
        { provide: UNSIGNED_LIMIT, useFactory: () => unsignedLimit() },
        { provide: DOOR, inject: [getQueueToken(PROJECT)], useFactory: (queue: Queue) => doorOf(runtime, queue) },
        { provide: CLAIM_PORTS, inject: [DOOR], useFactory: ({ wake }: Door) => claimPorts(runtime, runtime.mailer, wake) ?? null },
      ],
    };
  }
}
