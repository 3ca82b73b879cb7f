import { statusReport, type StatusReport } from '#answers';
import { momentOf, type Runtime } from '#runtime';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problems } from './problem-answer.js';
import { StatusAnswer } from './status-answer.js';
import { RUNTIME } from './tokens.js';

/** What `catraca status` shows. */
@ApiTags('status')
@Controller('api/status')
export class StatusController {
  constructor(@Inject(RUNTIME) private readonly runtime: Runtime) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'How things stand, worst first',
    description: 'The same as `catraca status --json`. Looks at every member: ask once a minute, not once a second.',
  })
  @ApiOkResponse({ type: StatusAnswer, description: 'How things stand at this moment' })
  @Problems()
  async status(): Promise<StatusReport> {
    return statusReport(this.runtime, momentOf(this.runtime.settings));
  }
}
