import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Registry } from 'prom-client';

/** The name under which the answer to a scrape is injected. */
export const SCRAPE = Symbol('scrape');

/** Figures for Prometheus, behind the password like everything on this port. */
@ApiExcludeController()
@Controller('metrics')
export class MetricsController {
  constructor(@Inject(SCRAPE) private readonly scrape: () => Promise<string>) {}

  @Get()
  @Header('cache-control', 'no-store')
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  async metrics(): Promise<string> {
    return this.scrape();
  }
}
