import { daysAfter, type Instant, type SaleRef } from './ids.js';
import { opens, type Reason } from './judge.js';
import type { InviteEvent, InviteFailed } from './people-events.js';
import { byText, own } from './plain.js';
import { waitAfter } from './retry.js';
import { later, type Slot } from './slot.js';

/** One mail of an invitation: how often it was tried, when it was first sent, and the latest failure. */
export interface MailRecord {
  readonly attempts: number;
  readonly requestedAt?: Instant;
  readonly sentAt?: Instant;
  readonly failed?: Slot<Pick<InviteFailed['data'], 'attempt' | 'final' | 'because'>>;
}

/** The mails that speak of each sale, by their number: 0 is the invitation. `stopped`: the reader wants no reminders. */
export interface Invites {
  readonly mails: Readonly<Record<SaleRef, Readonly<Record<string, MailRecord>>>>;
  readonly stopped?: Slot<object>;
}

const earlier = (known: Instant | undefined, heard: Instant): Instant => (known !== undefined && known <= heard ? known : heard);

const withWord = (record: MailRecord, event: Exclude<InviteEvent, { type: 'InvitesStopped' }>, id: string): MailRecord => {
  const { occurredAt: at, attempt } = event.data;
  const attempts = Math.max(record.attempts, attempt);
  if (event.type === 'InviteRequested') {
    const latest = record.requestedAt !== undefined && record.requestedAt > at ? record.requestedAt : at;
    return { ...record, attempts, requestedAt: latest };
  }
  if (event.type === 'InviteSent') return { ...record, attempts, sentAt: earlier(record.sentAt, at) };
  const { final, because } = event.data;
  return { ...record, attempts, failed: later(record.failed, { at, id, attempt, final, because }) };
};

/** Each word fills its own slot, so order and repetition cannot matter. */
export const withInviteWord = (invites: Invites | undefined, event: InviteEvent, id: string): Invites => {
  const known = invites ?? { mails: {} };
  if (event.type === 'InvitesStopped') return { ...known, stopped: later(known.stopped, { at: event.data.occurredAt, id }) };
  const { invited, mail } = event.data;
  const ofSale = own(known.mails, invited) ?? {};
  const record = withWord(own(ofSale, String(mail)) ?? { attempts: 0 }, event, id);
  return { ...known, mails: { ...known.mails, [invited]: { ...ofSale, [mail]: record } } };
};

/** Days after the invitation on which a reminder goes; none: an invitation only. */
export const DEFAULT_REMINDER_DAYS: readonly number[] = [3, 7];

/** A mail that should go now. `attempt`: from 1. */
export interface DueMail {
  readonly invited: SaleRef;
  readonly mail: number;
  readonly attempt: number;
}

/** The sale that the mails speak of: one that was written about already, as long as it lives; else the oldest that lives. */
const occasion = (invites: Invites | undefined, reasons: readonly Reason[]): SaleRef | undefined => {
  const living = reasons
    .filter((reason) => opens(reason) && reason.mapping !== undefined)
    .sort((a, b) => byText(a.since, b.since) || byText(a.sale, b.sale));
  return (living.find(({ sale }) => invites && own(invites.mails, sale) !== undefined) ?? living[0])?.sale;
};

const DAY_MS = 86_400_000;

/** Tried, and the answer was: not now; then after a wait. What was asked for and never answered is not tried again: it may have gone. */
const next = (record: MailRecord | undefined, now: Instant): number | undefined => {
  if (record === undefined) return 1;
  const { sentAt, failed, attempts } = record;
  if (sentAt !== undefined || failed === undefined || failed.final || failed.attempt !== attempts) return undefined;
  return daysAfter(failed.at, waitAfter(attempts, 0.5) / DAY_MS) <= now ? attempts + 1 : undefined;
};

/** An answer that has not come after this many minutes will not come. */
const ANSWER_MINUTES = 15;

/** A mail of which nobody knows whether it went, or that will not go: a person should look. */
export interface MailTrouble {
  readonly invited: SaleRef;
  readonly mail: number;
  readonly attempt: number;
  readonly at: Instant;
  readonly because: string;
}

const troubleOf = ({ sentAt, failed, requestedAt, attempts }: MailRecord, now: Instant): Pick<MailTrouble, 'at' | 'because'> | undefined => {
  if (sentAt !== undefined) return undefined;
  if (failed?.attempt === attempts) return failed.final ? { at: failed.at, because: failed.because } : undefined;
  const lost = requestedAt !== undefined && daysAfter(requestedAt, ANSWER_MINUTES / 1440) <= now;
  return lost ? { at: requestedAt, because: 'it is not known whether the mail went' } : undefined;
};

/** The mails about these sales that wait for a person. */
export const mailTroubles = (invites: Invites | undefined, sales: readonly SaleRef[], now: Instant): readonly MailTrouble[] =>
  Object.entries(invites?.mails ?? {})
    .filter(([invited]) => sales.includes(invited))
    .flatMap(([invited, mails]) =>
      Object.entries(mails).flatMap(([mail, record]) => {
        const trouble = troubleOf(record, now);
        return trouble ? [{ invited, mail: Number(mail), attempt: record.attempts, ...trouble }] : [];
      }),
    );

/** The number of the latest reminder whose day has come, from 1; 0 before the first. Those that were missed are not made up for. */
const reminderDue = (invitedAt: Instant, now: Instant, days: readonly number[]): number =>
  days.filter((day) => daysAfter(invitedAt, day) <= now).length;

/** Which mail's time it is: the invitation until it went, then the reminder of the day; undefined between. */
const mailOfTheDay = (invites: Invites | undefined, invited: SaleRef, now: Instant, days: readonly number[]): number | undefined => {
  const went = recordOf(invites, invited, 0)?.sentAt;
  if (went === undefined) return 0;
  return reminderDue(went, now, invites?.stopped ? [] : days) || undefined;
};

const recordOf = (invites: Invites | undefined, invited: SaleRef, mail: number): MailRecord | undefined =>
  own(own(invites?.mails ?? {}, invited) ?? {}, String(mail));

/** The mail that should go to a buyer who is no member, if one should; `days`: when reminders go, ascending. */
export const dueMail = (invites: Invites | undefined, reasons: readonly Reason[], now: Instant, days: readonly number[]): DueMail | undefined => {
  const invited = occasion(invites, reasons);
  const mail = invited === undefined ? undefined : mailOfTheDay(invites, invited, now, days);
  if (invited === undefined || mail === undefined) return undefined;
  const attempt = next(recordOf(invites, invited, mail), now);
  return attempt === undefined ? undefined : { invited, mail, attempt };
};

/** When somebody was invited and last reminded, by any of their sales. */
export const invitedAt = (invites: Invites | undefined): { invited?: Instant; reminded?: Instant } => {
  const sent = Object.values(invites?.mails ?? {}).flatMap((mails) =>
    Object.entries(mails).flatMap(([mail, { sentAt }]) => (sentAt === undefined ? [] : [{ mail, sentAt }])),
  );
  const times = (reminders: boolean): readonly Instant[] =>
    sent
      .filter(({ mail }) => (mail !== '0') === reminders)
      .map(({ sentAt }) => sentAt)
      .sort();
  const [invited, reminded] = [times(false)[0], times(true).at(-1)];
  return { ...(invited && { invited }), ...(reminded && { reminded }) };
};
