import { giftProblem, noGift, saidFacts, sayWord } from '#answers';
import type { NewEvent } from '#event-store';
import { blockFact, giftEndFact, giftFact, liftFact, momentOf, namedIn, wakeSweep, type Runtime, type Saying } from '#runtime';
import {
  applyDecorators,
  BadRequestException,
  Body,
  Controller,
  Header,
  HttpCode,
  Inject,
  Post,
  UnprocessableEntityException,
  UseGuards,
  type Type,
} from '@nestjs/common';
import { ApiBody, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { JsonOnly } from './json-only.js';
import { PersonWordAnswer } from './person-word-answer.js';
import { BlockQuestion, GiftEndQuestion, GiftQuestion, LiftQuestion } from './person-word-question.js';
import { readBlock, readGift, readGiftEnd, readLift, type LiftWord, type ReadWord } from './person-word.js';
import { Problems } from './problem-answer.js';
import { RUNTIME } from './tokens.js';

type Spoken = Omit<LiftWord, 'who'>;

const PROBLEMS = { 400: 'The body cannot be read: which field, and what was expected', 415: 'The body is not JSON' };
const CHANGES = 'Changes something, unless `preview` is true. The workers take it up at once, or within a minute.';

/** A route by which a person changes somebody's access. */
const ChangesAccess = (summary: string, command: string, body: Type<unknown>, problems: Readonly<Record<number, string>> = {}): MethodDecorator =>
  applyDecorators(
    HttpCode(200),
    Header('cache-control', 'no-store'),
    ApiOperation({ summary, description: `${CHANGES} The same as \`catraca ${command}\`.` }),
    ApiBody({ type: body }),
    ApiOkResponse({ type: PersonWordAnswer, description: 'Who gains and loses by it, and what was said' }),
    Problems({ ...PROBLEMS, ...problems }),
  );

const wordIn = <Word>(read: ReadWord<Word>): Word => {
  if (!read.ok) throw new BadRequestException({ detail: read.wrong });
  return read.word;
};

const refuse = (problem: string | undefined): void => {
  if (problem !== undefined) throw new UnprocessableEntityException({ detail: problem });
};

/** What `catraca gift` and `catraca block` do. */
@ApiTags('people')
@Controller('api')
@UseGuards(JsonOnly)
export class PeopleController {
  constructor(@Inject(RUNTIME) private readonly runtime: Runtime) {}

  @Post('gifts')
  @ChangesAccess('Give what a product opens, without a payment', 'gift give', GiftQuestion, {
    422: 'It would open nothing, or nothing could end it: the product is not in the catalog, the parent was not paid for, the earlier gift is none',
  })
  async give(@Body() body: unknown): Promise<PersonWordAnswer> {
    const word = wordIn(readGift(body));
    refuse(await giftProblem(this.runtime, word));
    const { to, product, until, parent, again } = word;
    const giving = { to: namedIn(to), product, ...(until && { until }), ...(parent && { parent }), ...(again && { sale: again }) };
    return this.say(word, (saying) => giftFact(giving, saying, this.runtime.personOf));
  }

  @Post('gifts/end')
  @ChangesAccess('End a gift now', 'gift end', GiftEndQuestion, { 422: 'It is no gift' })
  async end(@Body() body: unknown): Promise<PersonWordAnswer> {
    const word = wordIn(readGiftEnd(body));
    refuse(await noGift(this.runtime, word.gift));
    return this.say(word, (saying) => giftEndFact(word.gift, saying));
  }

  @Post('blocks')
  @ChangesAccess('Open nothing to somebody, whatever speaks for them', 'block set', BlockQuestion)
  async block(@Body() body: unknown): Promise<PersonWordAnswer> {
    const word = wordIn(readBlock(body));
    const { who, until } = word;
    return this.say(word, (saying) => blockFact({ who: namedIn(who), ...(until && { until }) }, saying, this.runtime.personOf));
  }

  @Post('blocks/lift')
  @ChangesAccess('Lift a block; what reasons still open comes back', 'block lift', LiftQuestion)
  async lift(@Body() body: unknown): Promise<PersonWordAnswer> {
    const word = wordIn(readLift(body));
    return this.say(word, (saying) => liftFact(namedIn(word.who), saying, this.runtime.personOf));
  }

  private async say({ by, note, preview = false }: Spoken, factOf: (saying: Saying) => NewEvent): Promise<PersonWordAnswer> {
    const { pool, queueServer, settings } = this.runtime;
    const moment = momentOf(settings);
    const facts = [factOf({ now: moment.now, by, ...(note && { note }) })] as const;
    const agreed = async (): Promise<boolean> => Promise.resolve(!preview);
    const { members, changes, said } = await sayWord({ pool, agreed, wake: async () => wakeSweep(queueServer) }, { facts, moment });
    return { preview, members: [...members], changes: [...changes], said: said ? [...saidFacts({ facts })] : [] };
  }
}
