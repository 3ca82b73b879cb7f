import {
  COMPLETE,
  INVITE,
  inviteSettings,
  PROJECT,
  QUEUE_NAMES,
  RECONCILE,
  SWEEP,
  momentOf,
  queueOptions,
  wakeCompletion,
  wakeInvites,
  wakeMembers,
  type Runtime,
} from '#runtime';
import { readReader } from '#event-store';
import { noticeRestore, postgresLedger } from '#projections';
import { BullModule, getQueueToken } from '@nestjs/bullmq';
import { Logger, Module, type DynamicModule } from '@nestjs/common';
import type { Queue } from 'bullmq';
import { AUDIT_POOL, AuditClock } from './audit-clock.js';
import { askGateways } from './ask-gateways.js';
import { catchUp, type CatchUpPorts } from './catch-up.js';
import { CompleteProcessor } from './complete.processor.js';
import { wakeInvitees } from './invite.js';
import { InviteProcessor } from './invite.processor.js';
import { noticeShapes } from './notice-shapes.js';
import { withOwedLook } from './owed-look.js';
import { PORTS, TICKS, type WorkerPorts } from './ports.js';
import { ProjectProcessor } from './project.processor.js';
import { ReconcileProcessor } from './reconcile.processor.js';
import { sharedLook } from './shared-look.js';
import { sharedRun } from './shared-run.js';
import { DEFAULT_TICKS, SweepProcessor, type Ticks } from './sweep.processor.js';

/** Every queue, also those not used here, reports a lost connection as an event; without a listener the process would end. */
const portsOf = (runtime: Runtime, [reconcile, sweep, complete, invite, ...others]: [Queue, Queue, Queue, Queue, ...Queue[]]): WorkerPorts => {
  const { pool, settings, badgeApi, lookups, mailer, personOf } = runtime;
  const logger = new Logger('worker');
  [reconcile, sweep, complete, invite, ...others].forEach((queue) => queue.on('error', () => undefined));
  const invites = inviteSettings(settings, personOf);
  const ledger = postgresLedger(pool);
  const catchUpPorts: CatchUpPorts = {
    ledger,
    wake: async (members) => wakeMembers(reconcile, members, 'news'),
    wakeEverybody: async () => {
      await sweep.add('drift', {}, { deduplication: { id: 'catalog', keepLastIfActive: true } });
    },
    waits: async (grants) => {
      grants.forEach(({ person, sales }) =>
        logger.log({ message: 'paid and not a member yet: waits for a sign-up', person: person.slice(0, 12), sales }),
      );
      if (invites)
        await wakeInvites(
          invite,
          grants.map(({ person }) => person),
        );
    },
  };
  const moment = () => momentOf(settings);
  const toTheHead = sharedRun(withOwedLook(async () => catchUp(catchUpPorts), catchUpPorts.wakeEverybody));
  return {
    catchUp: toTheHead,
    askGateways: async (which) => askGateways({ pool, lookups, wake: async (deliveries) => wakeCompletion(complete, deliveries) }, which),
    invite: { ledger, readReader: async (sale, person) => readReader(pool, sale, person), mailer, invites, moment, catchUp: toTheHead },
    wakeInvitees: async () => wakeInvitees({ ledger, invites, moment }, async (persons) => wakeInvites(invite, persons)),
    complete: { pool, lookups, personOf, testsAreReal: settings.rehearsal ?? false },
    noticeShapes: async () => noticeShapes({ pool }),
    noticeRestore: async () => noticeRestore(pool, moment().now),
    reconcile: { ledger, badgeApi, moment, look: sharedLook({ ledger, catchUp: toTheHead, moment }) },
    sweep: { model: ledger.model, badgeApi, moment, wake: async (members) => wakeMembers(reconcile, members, 'sweep') },
  };
};

/** `besides`: what else stands in the same house, such as the API of the back office. */
interface HouseOptions {
  readonly ticks?: Ticks | undefined;
  readonly besides?: readonly DynamicModule[];
}

/** The worker: five processors over plain functions. */
@Module({})
export class AppModule {
  static over(runtime: Runtime, { ticks = DEFAULT_TICKS, besides = [] }: HouseOptions): DynamicModule {
    return {
      module: AppModule,
      imports: [
        BullModule.forRoot(queueOptions(runtime.queueServer, 'worker')),
        BullModule.registerQueue(...QUEUE_NAMES.map((name) => ({ name }))),
        ...besides,
      ],
      providers: [
        { provide: TICKS, useValue: ticks },
        {
          provide: PORTS,
          inject: [getQueueToken(RECONCILE), getQueueToken(SWEEP), getQueueToken(COMPLETE), getQueueToken(INVITE), getQueueToken(PROJECT)],
          useFactory: (...queues: [Queue, Queue, Queue, Queue, Queue]) => portsOf(runtime, queues),
        },
        { provide: AUDIT_POOL, useValue: runtime.pool },
        AuditClock,
        ProjectProcessor,
        ReconcileProcessor,
        SweepProcessor,
        CompleteProcessor,
        InviteProcessor,
      ],
    };
  }
}
