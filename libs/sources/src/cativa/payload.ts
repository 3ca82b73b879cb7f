import type { BadgeId, Instant, MemberId } from '#domain';
import { Block, Decimal, Flag, Id, Ids, Text, Time, WholeOrNull } from '../shared/fields.js';

/* Cativa's docs, one page an event. Ids look like GUIDs or like ULIDs and are neither for certain. */

/** `Badges`: every badge held at the time of the event; the paywall's `User` has none. */
export class User {
  @Id('required') readonly Id!: MemberId;
  @Text() readonly Email?: string;
  @Text() readonly FirstName?: string;
  @Text() readonly LastName?: string;
  @Text() readonly DisplayName?: string;
  @Id() readonly PhoneNumber?: string;
  @Time() readonly CreatedAt?: Instant;
  @Ids() readonly Badges?: readonly BadgeId[];
}

/** Its `ActionType` and `ActionPayload` are read as they were sent (`action.ts`): their shape is not published. */
export class Paywall {
  @Id() readonly Id?: string;
  /** null is for life. */
  @WholeOrNull() readonly AccessMonths?: number | null;
  @Flag() readonly RemoveAfterExpiration?: boolean;
}

/** The Portuguese names come from an older version and, by Cativa's docs, stay. */
export class Payment {
  @Id('required') readonly PaymentId!: string;
  @Decimal() readonly ValorPago?: number;
  @Text() readonly Gateway?: string;
  @Id() readonly IdTransacao?: string;
  @Time() readonly CompletedAt?: Instant;
}

/** All events in one: none says its name, so that only its fields tell what it is. */
export class Payload {
  @Block(() => User, 'required') readonly User!: User;
  @Id() readonly UserId?: string;
  @Id('decides') readonly BadgeId?: BadgeId;
  @Time('decides') readonly ReceivedAt?: Instant;
  @Id() readonly GroupId?: string;
  @Time() readonly JoinedAt?: Instant;
  @Id() readonly PostId?: string;
  @Time() readonly CreatedAt?: Instant;
  @Block(() => Paywall) readonly Paywall?: Paywall;
  @Block(() => Payment, 'decides') readonly Payment?: Payment;
}
