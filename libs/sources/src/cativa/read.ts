import { createHash } from 'node:crypto';
import { defined, idText, type BadgeSeen, type Instant, type MemberSeen, type PaywallPaid } from '#domain';
import { fullName, personAt, personalOf } from '../shared/address.js';
import { isObject, jsonObject, type Json } from '../shared/json.js';
import { keyOf } from '../shared/key.js';
import { shaped } from '../shared/shape.js';
import type { Delivery, KeyedFact, ReadContext, Reading } from '../source.js';
import { actionOf } from './action.js';
import { Payload, Paywall, type Payment, type User } from './payload.js';
import { sentAt } from './verify.js';

export const AUTOMATION = 'x-cativa-automation-id';
export const EXECUTION = 'x-cativa-execution-id';

interface Heard {
  readonly user: User;
  readonly json: Json;
  readonly delivery: Delivery;
  readonly context: ReadContext;
}

const unreadable = (...issues: readonly string[]): Reading => ({ kind: 'unreadable', issues });

const personalOfUser = ({ Email, FirstName, LastName, DisplayName, PhoneNumber }: User): Pick<KeyedFact, 'personal'> =>
  personalOf({ email: Email, name: DisplayName ?? fullName(FirstName, LastName), phone: PhoneNumber });

/** One execution of one listener; it stays the same over retries. Two listeners may say the same twice, which harms nothing. */
const seenKey = ({ headers, body }: Delivery): string => {
  const [automation, execution] = [idText(headers[AUTOMATION]), idText(headers[EXECUTION])];
  if (automation !== undefined && execution !== undefined) return keyOf('seen', automation, execution);
  return keyOf('seen', createHash('sha256').update(body).digest('hex'));
};

const memberSeen = ({ user, delivery, context }: Heard, occurredAt: Instant, badges?: User['Badges']): KeyedFact => {
  const fact: MemberSeen = {
    type: 'MemberSeen',
    data: defined({ occurredAt, member: user.Id, person: personAt(user.Email, context), badges }),
  };
  return { key: seenKey(delivery), fact, ...personalOfUser(user) };
};

const badgeSeen = (member: string, badge: string, occurredAt: Instant): KeyedFact => {
  const fact: BadgeSeen = { type: 'BadgeSeen', data: { occurredAt, member, badge } };
  return { key: keyOf('badge', member, badge, occurredAt), fact };
};

const LONGEST_MONTHS = 1_200;

/** Null is for life; a number that no calendar has room for is no number of months. */
const monthsOf = ({ AccessMonths: months }: Paywall): number | null | undefined =>
  typeof months === 'number' && months > LONGEST_MONTHS ? undefined : months;

const actionIn = ({ json: { Paywall: sent } }: Heard) => {
  const { ActionType, ActionPayload } = isObject(sent) ? sent : {};
  return actionOf(ActionType, ActionPayload);
};

const paywallPaid = (heard: Heard, paywall: Paywall, payment: Payment, occurredAt: Instant): KeyedFact => {
  const { user, context } = heard;
  const fact: PaywallPaid = {
    type: 'PaywallPaid',
    data: defined({
      occurredAt,
      member: user.Id,
      person: personAt(user.Email, context),
      payment: payment.PaymentId,
      paywall: paywall.Id,
      ...actionIn(heard),
      months: monthsOf(paywall),
      removeAfterExpiration: paywall.RemoveAfterExpiration,
      paid: payment.ValorPago,
      gateway: payment.Gateway,
      transaction: payment.IdTransacao,
    }),
  };
  return { key: keyOf('paywall', payment.PaymentId, user.Id), fact, ...personalOfUser(user) };
};

/** When the listed badges were held: the time of the event itself, told by the fields that only it has. */
const ownTime = ({ User, ...payload }: Payload): Instant | undefined => {
  if (payload.BadgeId !== undefined && payload.ReceivedAt !== undefined) return payload.ReceivedAt;
  if (payload.GroupId !== undefined && payload.JoinedAt !== undefined) return payload.JoinedAt;
  if (payload.PostId !== undefined) return payload.CreatedAt;
  return payload.UserId === undefined ? undefined : User.CreatedAt;
};

/** The paywall's user comes without badges, so that none are listed. */
const paymentFacts = (heard: Heard, paywall: Paywall, payment: Payment): readonly KeyedFact[] => {
  const at = payment.CompletedAt ?? sentAt(heard.delivery.headers);
  return at === undefined ? [] : [paywallPaid(heard, paywall, payment, at), memberSeen(heard, at)];
};

/** Without a time of its own an event shows who the member is, as of its delivery, and not what they held. */
const memberFacts = (heard: Heard, payload: Payload): readonly KeyedFact[] => {
  const { User: user, BadgeId, ReceivedAt } = payload;
  const at = ownTime(payload);
  const sent = sentAt(heard.delivery.headers);
  if (at === undefined) return sent === undefined ? [] : [memberSeen(heard, sent)];
  const seen = memberSeen(heard, at, user.Badges);
  return BadgeId !== undefined && ReceivedAt !== undefined ? [badgeSeen(user.Id, BadgeId, ReceivedAt), seen] : [seen];
};

const isSent = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** A payment counts even if nothing of its paywall can be read: Cativa has acted on it already. */
const factsOf = ({ Paywall: paywall = new Paywall(), Payment: payment, ...payload }: Payload, heard: Heard): readonly KeyedFact[] =>
  payment !== undefined && isSent(heard.json['Paywall']) ? paymentFacts(heard, paywall, payment) : memberFacts(heard, payload);

/** Cativa names no event in payload or headers: the shape tells. Any event with a user in it shows a member. */
export const read = (delivery: Delivery, context: ReadContext): Reading => {
  const json = jsonObject(delivery.body);
  if (json === undefined) return unreadable('body: expected a JSON object');
  const payload = shaped(Payload, json);
  if (!payload.ok) return unreadable(...payload.issues);
  const facts = factsOf(payload.value, { user: payload.value.User, json, delivery, context });
  return facts.length === 0 ? unreadable('body: expected the time of the event, there or in the signature') : { kind: 'facts', facts };
};
