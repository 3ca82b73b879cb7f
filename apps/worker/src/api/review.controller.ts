import { reviewList, type ReviewList } from '#answers';
import { momentOf, type Runtime } from '#runtime';
import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Problems } from './problem-answer.js';
import { ReviewAnswer } from './review-answer.js';
import { RUNTIME } from './tokens.js';

/** As many as a person reads at once. */
const LISTED = 500;

/** What `catraca review list` shows. */
@ApiTags('review')
@Controller('api/review')
export class ReviewController {
  constructor(@Inject(RUNTIME) private readonly runtime: Runtime) {}

  @Get()
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'What waits for a person, oldest first',
    description:
      'The same as `catraca review list --json`: partial refunds, unreadable ends, deliveries that are not understood or not complete, contradictions.',
  })
  @ApiOkResponse({ type: ReviewAnswer, description: 'What waits at this moment' })
  @Problems()
  async list(): Promise<ReviewList> {
    return reviewList(this.runtime, momentOf(this.runtime.settings), undefined, LISTED);
  }
}
