import type { WhyReport } from '#answers';
import { Part, Parts, Text, Time, Whole, Word, YesNo } from './fields.js';

type Reasons = WhyReport['reasons'][number];
type Facts = Reasons['facts'][number];
type Badges = WhyReport['badges'][number];
type Members = NonNullable<WhyReport['member']>;
type Waits = NonNullable<WhyReport['waiting']>;
type Blocks = NonNullable<WhyReport['block']>;
type MovedSales = WhyReport['moved'][number];

/** A state that the report learns and this list does not does not compile. */
const STATES = Object.keys({ live: true, held: true, ended: true, pending: true, recorded: true, review: true } satisfies Record<
  Reasons['state'],
  true
>);

class Fact implements Facts {
  @Whole('Position in the log', 41)
  readonly position!: number;
  @Text('What happened', 'ChargePaid')
  readonly type!: Facts['type'];
  @Time('When it happened, by the clock of whoever told it')
  readonly occurredAt!: string;
  @Time('When we heard it')
  readonly recordedAt!: string;
  @Text('On which channel; catraca: we did it ourselves', 'hotmart')
  readonly channel!: string;
}

class Reason implements Reasons {
  @Text('Sale', 'hotmart/W4E3AEKU')
  readonly sale!: string;
  @Text('The one payment', 'HP3286246106')
  readonly charge!: string;
  @Text('Product', 'hotmart/1355458')
  readonly product!: string;
  @Word(
    'Pending: paid, and not a member yet. Review: a person decides; access is kept until then. Recorded: Cativa gives and takes by itself',
    STATES,
  )
  readonly state!: Reasons['state'];
  @Time('Since when it counts')
  readonly since!: string;
  @Time('Until when it counts; null: no end is known', { nullable: true })
  readonly until!: string | null;
  @Text('The policy that decides how long access is kept, and who set it; null where none had to', 'the default (renewalGraceDays: 7)', {
    nullable: true,
  })
  readonly kept!: string | null;
  @Text('Why it is so', 'refunded')
  readonly because!: string;
  @Parts(Fact, 'The facts behind it, in the order in which they were heard')
  readonly facts!: Fact[];
}

class Badge implements Badges {
  @Text('Name in the catalog, or the id where it has none', 'premium')
  readonly badge!: string;
  @Text('Badge id at Cativa', '01HQ4ABCDEF1234567890XYZ')
  readonly badgeId!: string;
  @YesNo('Whether the member should have it', true)
  readonly desired!: boolean;
  @YesNo('Whether Cativa showed it', true)
  readonly observed!: boolean;
  @YesNo('Whether we gave it; only such a badge is ever taken', true)
  readonly ours!: boolean;
  @Word('What is about to happen, or was asked and does not show yet', ['assign', 'remove'], { nullable: true })
  readonly command!: 'assign' | 'remove' | null;
  @Text('What Cativa answered when it refused for good', 'Cativa refuses it (422)', { required: false })
  readonly refused?: string;
}

class Member implements Members {
  @Text('Member id', '01HQ4ANA')
  readonly id!: string;
  @Whole('How many addresses are known', 2)
  readonly addresses!: number;
}

class Waiting implements Waits {
  @Time('Since when; null: not known', { nullable: true })
  readonly since!: string | null;
  @Time('When an invitation went out; null: none did', { nullable: true })
  readonly invited!: string | null;
  @Time('When the last reminder went out; null: none did', { nullable: true })
  readonly reminded!: string | null;
}

class Blocked implements Blocks {
  @Time('Since when')
  readonly since!: string;
  @Time('Until when; null: until a person lifts it', { nullable: true })
  readonly until!: string | null;
  @Text('Who set it', 'carla')
  readonly by!: string;
}

class MovedSale implements MovedSales {
  @Text('Sale', 'hotmart/W4E3AEKU')
  readonly sale!: string;
  @Text('Whose it is', '01HQ4BIA')
  readonly member!: string;
}

/** What `POST /api/why` answers. */
export class WhyAnswer implements WhyReport {
  @Text('As it was asked', 'hotmart/W4E3AEKU')
  readonly asked!: string;
  @Time('The moment for which this holds')
  readonly now!: string;
  @Part(Member, 'Null: nobody who signed up', { nullable: true })
  readonly member!: Member | null;
  @Parts(Reason, 'One for each payment')
  readonly reasons!: Reason[];
  @Part(Blocked, 'Whatever the reasons say, nothing opens; null: no block stands', { nullable: true })
  readonly block!: Blocked | null;
  @Parts(MovedSale, 'Paid for with one of these addresses, and another member’s by claim')
  readonly moved!: MovedSale[];
  @Parts(Badge, 'Every badge that a reason opens, or that was seen')
  readonly badges!: Badge[];
  @Parts(Fact, 'What we asked of Cativa, and what came of it')
  readonly commands!: Fact[];
  @Part(Waiting, 'Paid, and not a member yet; null otherwise', { nullable: true })
  readonly waiting!: Waiting | null;
}
