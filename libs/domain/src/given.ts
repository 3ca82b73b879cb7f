import { catalogOf, mappingKey, type Catalog, type CatalogRow } from './catalog.js';
import { evolveEntitlement, type Entitlement } from './entitlement.js';
import type { ChargePaid, DomainEvent, Mapping, Policies } from './events.js';
import { daysAfter, type Instant } from './ids.js';
import { opens, type Reason } from './judge.js';
import { reasonsOf } from './reasons.js';
import type { RecordedEvent } from './recorded-event.js';

/** A day (`2026-05-03`), a minute (`2026-05-03T10:00`) or a full instant, as an instant. */
export const at = (when: string): Instant => new Date(when.length === 10 ? `${when}T12:00Z` : when.endsWith('Z') ? when : `${when}Z`).toISOString();

type Extra<Event extends DomainEvent> = Partial<Event['data']>;
type Of<Type extends DomainEvent['type']> = Extract<DomainEvent, { type: Type }>;

const SALE = { sale: 'shop/S1', charge: 'C1' };
const SOME_DAY = { occurredAt: at('2026-01-01') };
const builder =
  <Event extends DomainEvent>(usual: Event) =>
  (when: string, extra: Extra<Event> = {}): Event => ({ ...usual, data: { ...usual.data, occurredAt: at(when), ...extra } });

export const paid = builder<Of<'ChargePaid'>>({
  type: 'ChargePaid',
  data: { ...SOME_DAY, ...SALE, product: 'shop/course', person: 'anna', recurring: false },
});
export const refunded = builder<Of<'ChargeReversed'>>({
  type: 'ChargeReversed',
  data: { ...SOME_DAY, ...SALE, kind: 'refund', whole: true },
});
export const chargedBack = builder<Of<'ChargeReversed'>>({
  type: 'ChargeReversed',
  data: { ...SOME_DAY, ...SALE, kind: 'chargeback', whole: true },
});
export const undone = builder<Of<'ReversalUndone'>>({ type: 'ReversalUndone', data: { ...SOME_DAY, ...SALE } });
export const disputed = builder<Of<'ChargeDisputed'>>({ type: 'ChargeDisputed', data: { ...SOME_DAY, ...SALE, kind: 'refund-request' } });
export const disputeClosed = builder<Of<'DisputeClosed'>>({ type: 'DisputeClosed', data: { ...SOME_DAY, ...SALE, outcome: 'lost' } });
export const renewalFailed = builder<Of<'RenewalFailed'>>({ type: 'RenewalFailed', data: { ...SOME_DAY, sale: SALE.sale } });
export const ended = builder<Of<'SubscriptionEnded'>>({ type: 'SubscriptionEnded', data: { ...SOME_DAY, sale: SALE.sale, endsAt: null } });
export const resumed = builder<Of<'SubscriptionResumed'>>({ type: 'SubscriptionResumed', data: { ...SOME_DAY, sale: SALE.sale } });
export const termsStated = builder<Of<'TermsStated'>>({ type: 'TermsStated', data: { ...SOME_DAY, sale: SALE.sale } });
export const buyerNamed = builder<Of<'BuyerNamed'>>({ type: 'BuyerNamed', data: { ...SOME_DAY, sale: SALE.sale, person: 'anna' } });
export const saleSettled = builder<Of<'SaleSettled'>>({ type: 'SaleSettled', data: { ...SOME_DAY, ...SALE, decision: 'keep', by: 'rui' } });
export const claimed = builder<Of<'SaleClaimed'>>({ type: 'SaleClaimed', data: { ...SOME_DAY, sale: SALE.sale, member: 'M9', by: 'buyer' } });
export const claimUndone = builder<Of<'ClaimUndone'>>({ type: 'ClaimUndone', data: { ...SOME_DAY, sale: SALE.sale, by: 'rui' } });
export const giftGiven = builder<Of<'GiftGiven'>>({
  type: 'GiftGiven',
  data: { ...SOME_DAY, sale: 'gift/G1', product: 'shop/course', person: 'anna', by: 'rui' },
});
export const giftEnded = builder<Of<'GiftEnded'>>({ type: 'GiftEnded', data: { ...SOME_DAY, sale: 'gift/G1', by: 'rui' } });
export const linked = builder<Of<'PaymentLinked'>>({ type: 'PaymentLinked', data: { ...SOME_DAY, payment: 'shop/pay1', sameAs: 'shop/inv1' } });
export const reviewDismissed = builder<Of<'ReviewDismissed'>>({ type: 'ReviewDismissed', data: { ...SOME_DAY, item: 'delivery/1', by: 'rui' } });
export const moved = builder<Of<'SubscriptionMoved'>>({ type: 'SubscriptionMoved', data: { ...SOME_DAY, sale: SALE.sale } });
export const lapsed = builder<Of<'PaymentLapsed'>>({ type: 'PaymentLapsed', data: { ...SOME_DAY, ...SALE, kind: 'refused' } });
export const awaited = builder<Of<'PaymentAwaited'>>({ type: 'PaymentAwaited', data: { ...SOME_DAY, ...SALE } });
export const abandoned = builder<Of<'CheckoutAbandoned'>>({ type: 'CheckoutAbandoned', data: { ...SOME_DAY, product: 'shop/course' } });
export const paywallPaid = builder<Of<'PaywallPaid'>>({
  type: 'PaywallPaid',
  data: { ...SOME_DAY, member: 'M1', payment: 'P1', person: 'anna' },
});
/** The n-th charge of a subscription, paid for thirty days unless told otherwise. */
export const renewed = (n: number, when: string, extra: Extra<ChargePaid> = {}): ChargePaid =>
  paid(when, { charge: `C${n}`, recurring: true, recurrence: n, paidUntil: daysAfter(at(when), 30), ...extra });

export const seen = (member: string, when: string, badges?: readonly string[]): Of<'MemberSeen'> => ({
  type: 'MemberSeen',
  data: { occurredAt: at(when), member, person: 'anna', ...(badges && { badges }) },
});
const MINE = { member: 'M1', badge: 'X' };
export const badgeSeen = builder<Of<'BadgeSeen'>>({ type: 'BadgeSeen', data: { ...SOME_DAY, ...MINE } });
export const assignRequested = builder<Of<'AssignRequested'>>({
  type: 'AssignRequested',
  data: { ...SOME_DAY, ...MINE, via: 'api', sales: [SALE.sale] },
});
export const removeRequested = builder<Of<'RemoveRequested'>>({
  type: 'RemoveRequested',
  data: { ...SOME_DAY, ...MINE, via: 'api', sales: [SALE.sale] },
});
export const withdrawn = builder<Of<'RequestWithdrawn'>>({ type: 'RequestWithdrawn', data: { ...SOME_DAY, ...MINE } });
export const repeated = builder<Of<'RequestRepeated'>>({ type: 'RequestRepeated', data: { ...SOME_DAY, ...MINE, wishedAt: SOME_DAY.occurredAt } });
export const assigned = builder<Of<'BadgeAssigned'>>({ type: 'BadgeAssigned', data: { ...SOME_DAY, ...MINE, attempt: 1 } });
export const removed = builder<Of<'BadgeRemoved'>>({ type: 'BadgeRemoved', data: { ...SOME_DAY, ...MINE, attempt: 1 } });
export const refused = builder<Of<'BadgeRefused'>>({
  type: 'BadgeRefused',
  data: { ...SOME_DAY, ...MINE, attempt: 1, command: 'assign', because: 'no such member' },
});
export const tripped = builder<Of<'BrakeTripped'>>({
  type: 'BrakeTripped',
  data: { ...SOME_DAY, removals: 11, limit: 10, windowMinutes: 10 },
});
export const released = builder<Of<'BrakeReleased'>>({ type: 'BrakeReleased', data: { ...SOME_DAY, allow: 0 } });
export const restored = builder<Of<'LogRestored'>>({ type: 'LogRestored', data: { ...SOME_DAY, lastHeardAt: null, epoch: '1/1/1' } });
export const mapped = builder<Of<'ProductMapped'>>({
  type: 'ProductMapped',
  data: { ...SOME_DAY, mapping: { product: 'shop/course', name: 'Course', badges: [], policies: {} } },
});
export const unmapped = builder<Of<'ProductUnmapped'>>({ type: 'ProductUnmapped', data: { ...SOME_DAY, product: 'shop/course' } });

const MAIL = { person: 'anna', invited: SALE.sale, mail: 0, attempt: 1 };
export const blockSet = builder<Of<'BlockSet'>>({ type: 'BlockSet', data: { ...SOME_DAY, blocked: 'member/M1', by: 'rui' } });
export const blockLifted = builder<Of<'BlockLifted'>>({ type: 'BlockLifted', data: { ...SOME_DAY, blocked: 'member/M1', by: 'rui' } });
export const inviteRequested = builder<Of<'InviteRequested'>>({ type: 'InviteRequested', data: { ...SOME_DAY, ...MAIL } });
export const inviteSent = builder<Of<'InviteSent'>>({ type: 'InviteSent', data: { ...SOME_DAY, ...MAIL } });
export const inviteFailed = builder<Of<'InviteFailed'>>({
  type: 'InviteFailed',
  data: { ...SOME_DAY, ...MAIL, final: false, because: 'the mail server says later' },
});
export const invitesStopped = builder<Of<'InvitesStopped'>>({ type: 'InvitesStopped', data: { ...SOME_DAY, person: 'anna', by: 'reader' } });
export const claimRequested = builder<Of<'ClaimRequested'>>({
  type: 'ClaimRequested',
  data: { ...SOME_DAY, request: 'R1', person: 'anna', code: 'C1' },
});
export const claimAnswered = builder<Of<'ClaimAnswered'>>({ type: 'ClaimAnswered', data: { ...SOME_DAY, request: 'R1', granted: true, by: 'rui' } });

/** A fact as the log gives it back. The id follows from what it says: the same fact heard twice is the same event. */
export const recorded = (event: DomainEvent, position = 1): RecordedEvent => ({
  globalPosition: BigInt(position),
  stream: 'test-1',
  version: position,
  eventId: JSON.stringify(event),
  recordedAt: event.data.occurredAt,
  event,
  metadata: { source: 'test', schema: 1 },
});

export type Evolve<Row> = (row: Row | undefined, recorded: RecordedEvent) => Row | undefined;

/** One text for equal rows; a field without a value shows, because a database would drop it. */
export const asText = (row: unknown): string =>
  JSON.stringify(row, (_, part: unknown) => {
    if (part === undefined) return 'undefined!';
    const isRecord = typeof part === 'object' && part !== null && !Array.isArray(part);
    return isRecord ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part;
  });

/** The row that facts end in, heard in this order; it must survive its way through the database. */
export const fold = <Row>(evolve: Evolve<Row>, facts: readonly DomainEvent[]): Row | undefined => {
  const row = facts.reduce<Row | undefined>((known, fact, index) => evolve(known, recorded(fact, index + 1)), undefined);
  if (row === undefined) return row;
  const [kept, stored] = [asText(row), asText(JSON.parse(JSON.stringify(row)))];
  if (kept !== stored) throw new Error(`a row is not what a database would give back:\n${kept}\n${stored}`);
  return row;
};

/** `given(evolve, ...history).when(fact).then(judgement)`. */
export const given = <Row>(evolve: Evolve<Row>, ...facts: DomainEvent[]) => ({
  when: (...more: DomainEvent[]) => ({
    then: (judgement: (row: Row | undefined) => void): void => judgement(fold(evolve, [...facts, ...more])),
  }),
});

/** A catalog of these lines, last changed at this place of the log. */
export const catalogAt = (position: number, ...lines: readonly Mapping[]): Catalog =>
  catalogOf(lines.map((line): CatalogRow => ({ key: mappingKey(line), mapping: line, position: String(position) })));
export const catalogOfLines = (...lines: readonly Mapping[]): Catalog => catalogAt(0, ...lines);
/** One line of the catalog. */
export const mapping = (product: string, badges: readonly string[], extra: Partial<Mapping> = {}): Mapping => ({
  product,
  name: product,
  badges: badges.map((id) => ({ id, name: `Badge ${id}` })),
  policies: {},
  ...extra,
});
export const COURSE = catalogOfLines(mapping('shop/course', ['X']));

/** What a sale's facts say on a day. */
export const reasonsAt = (when: string, row: Entitlement | undefined, known: Catalog = COURSE): readonly Reason[] =>
  row === undefined ? [] : reasonsOf(row, known, { now: at(when) });

/** `(row) => void` for `then`: on this day the sale opens, or does not, for this reason (of the last charge). */
const judged =
  (open: boolean) =>
  (when: string, because?: string, policies: Policies = {}) =>
  (row: Entitlement | undefined): void => {
    const reasons = reasonsAt(when, row, catalogOfLines(mapping('shop/course', ['X'], { policies })));
    const told = JSON.stringify(reasons, undefined, 2);
    if (reasons.some(opens) !== open) throw new Error(`on ${when} it should ${open ? '' : 'not '}open:\n${told}`);
    if (because !== undefined && reasons.at(-1)?.because !== because) throw new Error(`on ${when} it should say "${because}":\n${told}`);
  };
export const opensOn = judged(true);
export const closedOn = judged(false);

export const sale = (...facts: DomainEvent[]): Entitlement => {
  const row = fold(evolveEntitlement, facts);
  if (row === undefined) throw new Error('these facts make no sale');
  return row;
};
