import type { SaidFact, WordPreview } from '#answers';
import { Parts, Text, Texts, Word, YesNo } from './fields.js';

type Changes = WordPreview['changes'][number];

/** A change that the preview learns and this list does not does not compile. */
const CHANGES = Object.keys({ gains: true, loses: true } satisfies Record<Changes['change'], true>);

class Change implements Changes {
  @Text('Member id', '01HQ4ANA')
  readonly member!: string;
  @Text('Badge id at Cativa', '01HQ4ABCDEF1234567890XYZ')
  readonly badge!: string;
  @Word('What happens to it', CHANGES)
  readonly change!: Changes['change'];
}

class Said implements SaidFact {
  @Text('What was said', 'GiftGiven')
  readonly type!: SaidFact['type'];
  @Text('The sale it is about, such as the gift', 'gift/0193a1c2-7e00-7000-8000-000000000001', { required: false })
  readonly sale?: string;
}

/** What a person's word is answered with. */
export class PersonWordAnswer implements WordPreview {
  @YesNo('Whether it was only looked at; nothing changed then', false)
  readonly preview!: boolean;
  @Texts('Ids of the members it concerns; none: nobody who signed up yet, and a sign-up will find it', ['01HQ4ANA'])
  readonly members!: string[];
  @Parts(Change, 'Who gains and loses which badge now')
  readonly changes!: Change[];
  @Parts(Said, 'The facts that are in the log now; none after a preview')
  readonly said!: Said[];
}
