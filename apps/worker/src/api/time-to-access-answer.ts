import type { AccessSpans, GatewayAccess, TimeToAccess, Waits } from '#answers';
import { ApiProperty } from '@nestjs/swagger';
import { Part, Parts, Text, Texts, Time, Whole, YesNo } from './fields.js';

/* The time to access in the words of /api/docs. */

const Milliseconds = (description: string): PropertyDecorator => ApiProperty({ type: 'integer', description, example: 840, nullable: true });

class Spans {
  @Whole('How many sales', 41)
  readonly count!: number;
  @Milliseconds('Half of them took at most so many milliseconds; null: there are none')
  readonly medianMs!: number | null;
  @Milliseconds('95 of 100 took at most so many milliseconds; null: there are none')
  readonly p95Ms!: number | null;
}

class TimesToAccess implements AccessSpans {
  @Part(Spans, "From the payment, by the gateway's clock, to the badge. Buyers who were members when we heard")
  readonly fromGateway!: Spans;
  @Part(Spans, 'From our 200 to the badge: how fast we are. Buyers who were members when we heard')
  readonly fromWebhook!: Spans;
  @Part(Spans, 'From the sign-up to the badge. Buyers who were no members when we heard')
  readonly fromSignUp!: Spans;
}

class WaitingNow implements Waits {
  @Whole('How many', 0)
  readonly count!: number;
  @Time('Since when the first of them waits; null: nobody does', { nullable: true })
  readonly oldest!: string | null;
}

type ByTurn = GatewayAccess['waiting'];
class WhoWaits implements ByTurn {
  @Part(WaitingNow, 'Members whose badge is not there yet, from when both their payment and their account were known to us')
  readonly members!: WaitingNow;
  @Part(WaitingNow, 'Buyers without an account')
  readonly noAccount!: WaitingNow;
  @Part(WaitingNow, 'Sales of which nobody said who bought')
  readonly noBuyer!: WaitingNow;
}

class Gateway implements GatewayAccess {
  @Text('Gateway, or another origin of sales, such as gift', 'hotmart')
  readonly gateway!: string;
  @Part(TimesToAccess, 'Sales that were heard in the last 24 hours and whose badge we gave; a badge that was there already is not counted')
  readonly lastDay!: TimesToAccess;
  @Part(TimesToAccess, 'The same for the last 7 days')
  readonly lastWeek!: TimesToAccess;
  @Part(WhoWaits, 'Who paid and is not in')
  readonly waiting!: WhoWaits;
}

/** How soon those who pay are in. */
export class TimeToAccessAnswer implements TimeToAccess {
  @YesNo('Nothing below is wrong', true)
  readonly healthy!: boolean;
  @Texts('What is wrong: a member waits too long, the brake is on, the tables are behind the log', [
    'a member who paid has waited for more than 15 minutes, the first since 2026-11-20T12:00:00.000Z',
  ])
  readonly because!: readonly string[];
  @Whole('So many minutes are too long (alarms.waitingMinutes)', 15)
  readonly waitingMinutes!: number;
  @Parts(Gateway, 'Every configured gateway, and every other origin of a sale')
  readonly gateways!: readonly Gateway[];
}
