import { ApiProperty } from '@nestjs/swagger';
import { Text, Time } from './fields.js';
import type { BlockWord, GiftEndWord, GiftWord, LiftWord } from './person-word.js';

const Whom = (): PropertyDecorator => Text('An address, or a member id', 'ana@example.com');
const By = (): PropertyDecorator => Text('Who decides; why shows it. No address', 'carla');
const Note = (): PropertyDecorator => Text('Why, for the record, in one line. No address, and no name of a person', 'prize', { required: false });
const Preview = (): PropertyDecorator =>
  ApiProperty({
    type: Boolean,
    description: 'Only show who would gain and lose, and say nothing. Without it: false',
    example: true,
    required: false,
  });

/** What `POST /api/gifts` takes. */
export class GiftQuestion implements GiftWord {
  @Whom()
  readonly to!: string;
  @Text('A product of the catalog', 'hotmart/4100234')
  readonly product!: string;
  @Time('When it ends by itself: an instant with its zone', { required: false })
  readonly until?: string;
  @Text('A paid sale that carries it: when that ends, so does the gift', 'hotmart/W4E3AEKU', { required: false })
  readonly parent?: string;
  @Text('An earlier gift to give anew, such as with another end', 'gift/0193a1c2-7e00-7000-8000-000000000001', { required: false })
  readonly again?: string;
  @By()
  readonly by!: string;
  @Note()
  readonly note?: string;
  @Preview()
  readonly preview?: boolean;
}

/** What `POST /api/gifts/end` takes. */
export class GiftEndQuestion implements GiftEndWord {
  @Text('The gift', 'gift/0193a1c2-7e00-7000-8000-000000000001')
  readonly gift!: string;
  @By()
  readonly by!: string;
  @Note()
  readonly note?: string;
  @Preview()
  readonly preview?: boolean;
}

/** What `POST /api/blocks` takes. */
export class BlockQuestion implements BlockWord {
  @Whom()
  readonly who!: string;
  @Time('When the block ends by itself: an instant with its zone. Without it: when it is lifted', { required: false })
  readonly until?: string;
  @By()
  readonly by!: string;
  @Note()
  readonly note?: string;
  @Preview()
  readonly preview?: boolean;
}

/** What `POST /api/blocks/lift` takes. */
export class LiftQuestion implements LiftWord {
  @Whom()
  readonly who!: string;
  @By()
  readonly by!: string;
  @Note()
  readonly note?: string;
  @Preview()
  readonly preview?: boolean;
}
