import type { Runtime } from '#runtime';
import { Module, type DynamicModule } from '@nestjs/common';
import { ReviewController } from './review.controller.js';
import { StatusController } from './status.controller.js';
import { RUNTIME } from './tokens.js';
import { WhyController } from './why.controller.js';

/** What the command line shows, as JSON. A question is a controller here and a function in `#answers`. */
@Module({})
export class ApiModule {
  static over(runtime: Runtime): DynamicModule {
    return {
      module: ApiModule,
      controllers: [StatusController, ReviewController, WhyController],
      providers: [{ provide: RUNTIME, useValue: runtime }],
    };
  }
}
