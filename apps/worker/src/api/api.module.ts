import { QUEUE_NAMES, type Runtime } from '#runtime';
import { getQueueToken } from '@nestjs/bullmq';
import { Module, type DynamicModule } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bullmq';
import { MetricsController, SCRAPE } from '../metrics/metrics.controller.js';
import { scraper } from '../metrics/scrape.js';
import { PeopleController } from './people.controller.js';
import { ReviewController } from './review.controller.js';
import { StatusController } from './status.controller.js';
import { RUNTIME } from './tokens.js';
import { WhyController } from './why.controller.js';

/** What the command line shows, as JSON, and its figures for Prometheus. A question is a controller here and a function in `#answers`. */
@Module({})
export class ApiModule {
  static over(runtime: Runtime): DynamicModule {
    /** The worker's own queues; they are known when everything is, which is before anybody can ask. */
    const queuesIn = (house: ModuleRef) => (): readonly Queue[] =>
      QUEUE_NAMES.map((name) => house.get<Queue>(getQueueToken(name), { strict: false }));
    return {
      module: ApiModule,
      controllers: [StatusController, ReviewController, WhyController, PeopleController, MetricsController],
      providers: [
        { provide: RUNTIME, useValue: runtime },
        { provide: SCRAPE, inject: [ModuleRef], useFactory: (house: ModuleRef) => scraper({ runtime, queues: queuesIn(house) }) },
      ],
    };
  }
}
