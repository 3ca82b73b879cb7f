import type { BrakeReport, ChannelHeard, PaidWithoutAccess, PaidWithoutAccessReport, ParkedDelivery, StatusReport } from '#answers';
import { Part, Parts, Text, Texts, Time, Whole, Word, YesNo } from './fields.js';
import { AuditAnswer } from './audit-answer.js';
import { ReviewAnswer } from './review-answer.js';
import { TimeToAccessAnswer } from './time-to-access-answer.js';

/*
 * The status report in the words of /api/docs. `implements` keeps it whole: a field that the report has and this page has
 * not does not compile.
 */

class WaitingPerson implements PaidWithoutAccess {
  @Word('Whose turn it is: of ours, of the buyer, or of a person who knows', ['member', 'no-account', 'no-buyer'])
  readonly kind!: PaidWithoutAccess['kind'];
  @Text('A member by id, or a buyer by the beginning of the name under which the address is kept; never an address', 'member 01HQ4ANA')
  readonly who!: string;
  @Time('When we first heard of the payment')
  readonly since!: string;
  @Texts('The sales that were paid', ['hotmart/W4E3AEKU'])
  readonly sales!: readonly string[];
  @Text('What is missing', 'premium not yet assigned')
  readonly why!: string;
}

class PeopleWaiting implements PaidWithoutAccessReport {
  @Whole('How many', 1)
  readonly count!: number;
  @Parts(WaitingPerson, 'Those who have waited longest; at most 50')
  readonly oldest!: readonly WaitingPerson[];
}

class Restored implements NonNullable<BrakeReport['restored']> {
  @Time('When the last fact was recorded; null when there is none', { nullable: true })
  readonly lastHeardAt!: string | null;
  @Time('When it was noticed')
  readonly noticedAt!: string;
}

class Brake implements BrakeReport {
  @YesNo('On: too many badges would have gone at once, and removals wait for a person', false)
  readonly tripped!: boolean;
  @Time('Since when it is on', { nullable: true })
  readonly since!: string | null;
  @Whole('Removals that wait', 0)
  readonly held!: number;
  @Whole('Removals that may go in one window', 10)
  readonly limit!: number;
  @Whole('Length of the window, in minutes', 10)
  readonly windowMinutes!: number;
  @Part(Restored, 'The log is an older state: what was told between these moments must be sent again, and removals wait', { nullable: true })
  readonly restored!: Restored | null;
}

type Refused = StatusReport['refused'][number];
class RefusedBadge implements Refused {
  @Text('Member id', '01HQ4ANA')
  readonly member!: string;
  @Text('Badge id', '01HQ4ABCDEF1234567890XYZ')
  readonly badge!: string;
  @Word('What was asked of Cativa', ['assign', 'remove'], { required: false })
  readonly command?: 'assign' | 'remove';
  @Text('What Cativa answered', 'Cativa refuses it (422)', { required: false })
  readonly because?: string;
  @Time('When', { required: false })
  readonly at?: string;
  @Text('The fact that says so, by its position in the log', '57', { required: false })
  readonly position?: string;
}

type Unmapped = StatusReport['unmapped'][number];
class UnmappedProduct implements Unmapped {
  @Text('Product', 'hotmart/777')
  readonly product!: string;
  @Whole('How many sales it has', 3)
  readonly sales!: number;
}

class Parked implements ParkedDelivery {
  @Text('Delivery id; catraca reread --delivery takes it', '01a1f97f-bd8e-74db-ad4b-29fb7aa7ac9b')
  readonly delivery!: string;
  @Text('Channel', 'hotmart')
  readonly channel!: string;
  @Time('When it came')
  readonly receivedAt!: string;
  @Texts('Why it was not understood: places, never values', ['event: PURCHASE_FORGOTTEN is not known'])
  readonly notes!: readonly string[];
}

type Pause = NonNullable<ChannelHeard['quiet']>;
class Quiet implements Pause {
  @Time('Its last word')
  readonly since!: string;
  @Whole('How many hours ago that was', 130)
  readonly hours!: number;
  @Whole('The longest pause that is usual for it, in hours', 40)
  readonly usualHours!: number;
}

class Channel implements ChannelHeard {
  @Text('Channel, as catraca.yaml names it', 'hotmart')
  readonly channel!: string;
  @Whole('Genuine deliveries so far', 41)
  readonly deliveries!: number;
  @Whole('Of these, not understood', 0)
  readonly parked!: number;
  @Time('When the last one came; null: never', { nullable: true })
  readonly last!: string | null;
  @Part(Quiet, 'It has been quiet for much longer than it ever is; null: it has not', { nullable: true })
  readonly quiet!: Quiet | null;
}

type Shape = StatusReport['newShapes'][number];
class NewShape implements Shape {
  @Text('Who sent it', 'hotmart')
  readonly source!: string;
  @Text('The event', 'PURCHASE_APPROVED')
  readonly event!: string;
  @Text('The field or word that was never sent before; empty: the whole event is new', 'field data.purchase.gift flag')
  readonly feature!: string;
  @Time('When it first came')
  readonly firstSeenAt!: string;
  @Text('The delivery that had it', '01a1f97f-bd8e-74db-ad4b-29fb7aa7ac9b')
  readonly delivery!: string;
}

type Folded = StatusReport['log']['projections'][number];
class Projection implements Folded {
  @Text('Projection', 'entitlements')
  readonly projection!: string;
  @Text('The last position that it has folded', '128')
  readonly position!: string;
  @Whole('Facts that it is behind', 0)
  readonly lag!: number;
}

type Log = StatusReport['log'];
class LogEnd implements Log {
  @Text('Position of the last fact', '128')
  readonly head!: string;
  @Parts(Projection, 'How far each projection has come')
  readonly projections!: Projection[];
}

/** What `GET /api/status` answers. */
export class StatusAnswer implements StatusReport {
  @Time('The moment of the answer')
  readonly now!: string;
  @Part(TimeToAccessAnswer, 'How soon those who pay are in, and whether somebody should look')
  readonly timeToAccess!: TimeToAccessAnswer;
  @Part(PeopleWaiting, 'Everybody who paid and has no access. Look here first')
  readonly paidWithoutAccess!: PeopleWaiting;
  @Part(Brake, 'The stop on mass removal')
  readonly brake!: Brake;
  @Parts(RefusedBadge, 'Commands that Cativa refused for good')
  readonly refused!: RefusedBadge[];
  @Whole('Commands on the work list of a person', 0)
  readonly worklist!: number;
  @Parts(UnmappedProduct, 'Products that were bought and that no line of the catalog names')
  readonly unmapped!: readonly UnmappedProduct[];
  @Whole('Facts that were told twice, differently; the first one stands', 0)
  readonly contradictions!: number;
  @Parts(Parked, 'Genuine deliveries that were not understood and that nobody has put aside, oldest first; at most 50')
  readonly parked!: readonly Parked[];
  @Parts(Channel, 'Every configured channel')
  readonly channels!: readonly Channel[];
  @Parts(NewShape, 'What gateways began to send in the last 30 days; no fault, but perhaps worth a look')
  readonly newShapes!: readonly NewShape[];
  @Part(ReviewAnswer, 'What waits for a person')
  readonly review!: ReviewAnswer;
  @Part(AuditAnswer, 'The standing audit: tables held against a fold of the log, again and again')
  readonly audit!: AuditAnswer;
  @Part(LogEnd, 'The log, and how far the projections are behind it')
  readonly log!: LogEnd;
}
