import { whyReport, type WhyReport } from '#answers';
import { momentOf, type Runtime } from '#runtime';
import { BadRequestException, Body, Controller, Get, Header, HttpCode, Inject, NotFoundException, Param, Post, Query } from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { Problems } from './problem-answer.js';
import { readQuestion } from './question.js';
import { RUNTIME } from './tokens.js';
import { WhyAnswer } from './why-answer.js';
import { WhyQuestion } from './why-question.js';

const UNKNOWN = 'No member, no sale, no transaction. Was the purchase made with another address?';
/** Addresses of pages are written into logs on their way; bodies are not. */
const POST_IT = 'What has an @ may be an address of a person, and does not belong in the address of a page: POST it to /api/why';

const PROBLEMS = { 400: 'The question cannot be read', 404: 'Nothing is known of whom was asked for' };

/** What `catraca why` shows. */
@ApiTags('why')
@Controller('api/why')
export class WhyController {
  constructor(@Inject(RUNTIME) private readonly runtime: Runtime) {}

  @Post()
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Why somebody has, or has not, a badge',
    description: 'Every reason, every fact behind it, every badge desired and observed, every command sent. The same as `catraca why --json`.',
  })
  @ApiBody({ type: WhyQuestion })
  @ApiOkResponse({ type: WhyAnswer, description: 'The whole case' })
  @Problems({ ...PROBLEMS, 415: 'The body is not JSON' })
  async ask(@Body() body: unknown): Promise<WhyReport> {
    return this.answer(body);
  }

  @Get(':asked')
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'The same, for a member id, a sale or a transaction code',
    description: 'Not for addresses: proxies write the addresses of pages into their logs. POST those.',
  })
  @ApiParam({ name: 'asked', description: 'A member id, a sale (its slash written as %2F) or a transaction code', example: 'HP3286246106' })
  @ApiQuery({ name: 'asOf', required: false, description: 'An instant with its zone', example: '2026-11-20T12:00:00Z' })
  @ApiOkResponse({ type: WhyAnswer, description: 'The whole case' })
  @Problems({ ...PROBLEMS, 400: 'The question cannot be read, or names an address' })
  async look(@Param('asked') asked: string, @Query() query: Readonly<Record<string, unknown>>): Promise<WhyReport> {
    if (asked.includes('@')) throw new BadRequestException({ detail: POST_IT });
    return this.answer({ ...query, asked });
  }

  private async answer(given: unknown): Promise<WhyReport> {
    const read = readQuestion(given);
    if (!read.ok) throw new BadRequestException({ detail: read.wrong });
    const { asked, asOf } = read.question;
    const report = await whyReport(this.runtime, asked, momentOf(this.runtime.settings, asOf));
    if (!report) throw new NotFoundException({ detail: UNKNOWN });
    return report;
  }
}
