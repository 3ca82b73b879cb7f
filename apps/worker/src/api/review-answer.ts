import type { ReviewItem, ReviewList } from '#answers';
import { ApiProperty } from '@nestjs/swagger';
import { Parts, Text, Texts, Time, Whole, Word } from './fields.js';

const KINDS = Object.keys({
  sale: true,
  'no-buyer': true,
  incomplete: true,
  unreadable: true,
  contradiction: true,
  claim: true,
  mail: true,
} satisfies Record<ReviewItem['kind'], true>);

class Item implements ReviewItem {
  @Text('Its name; catraca review settle takes it', 'sale/stripe/pi_3Exmpl/pi_3Exmpl')
  readonly item!: string;
  @Word('What kind of question it is', KINDS)
  readonly kind!: ReviewItem['kind'];
  @Time('Since when it waits')
  readonly since!: string;
  @Text('What a person is asked', 'partly refunded')
  readonly question!: string;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'What is known of it; never an address',
    example: { sale: 'stripe/pi_3Exmpl', access: 'kept, no end known' },
  })
  readonly known!: Readonly<Record<string, string>>;
  @Texts('The commands that settle it', ["catraca review settle 'sale/stripe/pi_3Exmpl/pi_3Exmpl' keep"])
  readonly settle!: readonly string[];
}

/** What `GET /api/review` answers. */
export class ReviewAnswer implements ReviewList {
  @Whole('How many wait', 1)
  readonly count!: number;
  @Parts(Item, 'Those that have waited longest')
  readonly oldest!: readonly Item[];
}
