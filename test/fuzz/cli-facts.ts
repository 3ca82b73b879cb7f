import type { DomainEvent, Mapping } from '#domain';
import { acceptDeliveries, postgresEventStore, type NewEvent } from '#event-store';
import { foldAll } from '#projections';
import type { Runtime } from '#runtime';
import { createHash } from 'node:crypto';
import { KNOWN } from './line-values.js';

/** They chose their names themselves. */
const PEOPLE = {
  ana: { email: 'ana.hidden@people.invalid', name: 'Ana Hiddenname\u001b[31m' },
  rui: { email: 'rui.hidden@people.invalid', name: 'Rui Hiddenname\u009b31m\u202e' },
  bia: { email: 'bia.hidden@people.invalid', name: 'Bia Hiddenname' },
} as const;
const MESSAGE = 'a hidden message\u202e\u2028\u007f';

/** Words out of what is personal in the log, and that only a list for the person who needs them may show. */
export const HIDDEN: readonly string[] = ['.hidden@people.invalid', 'Hiddenname', 'hidden message'];

const DAY = '2026-05-01T12:00:00.000Z';
const LATER = '2026-05-02T12:00:00.000Z';

const mapping = (id: string, badge: string): Mapping => ({
  product: `hotmart/${id}`,
  name: `Course ${id}\u001b[2J`,
  badges: [{ name: badge, id: `badge-${badge}` }],
  policies: {},
});

type Personal = Readonly<Record<string, string>>;

/** One of everything that a command may be about. */
const factsOf = (personOf: Runtime['personOf']): readonly (readonly [DomainEvent, Personal?])[] => {
  const said = { occurredAt: DAY };
  const sold = (sale: string, charge: string) => ({ ...said, sale, charge, product: KNOWN.product, recurring: false });
  const [ana, rui, bia] = [PEOPLE.ana, PEOPLE.rui, PEOPLE.bia].map(({ email }) => personOf(email));
  return [
    [{ type: 'ProductMapped', data: { ...said, mapping: mapping('501', KNOWN.badge) } }],
    [{ type: 'ProductMapped', data: { ...said, mapping: mapping('502', 'gold') } }],
    [{ type: 'MemberSeen', data: { ...said, member: KNOWN.member, person: ana } }, PEOPLE.ana],
    [{ type: 'MemberSeen', data: { ...said, member: KNOWN.other, person: rui } }, PEOPLE.rui],
    [{ type: 'ChargePaid', data: { ...sold(KNOWN.sale, KNOWN.code), person: ana } }, PEOPLE.ana],
    [{ type: 'ChargePaid', data: { ...sold(KNOWN.waiting, 'HPFUZZ2'), person: bia } }, PEOPLE.bia],
    [{ type: 'ChargePaid', data: sold(KNOWN.buyerless, 'HPFUZZ3') }],
    [{ type: 'ChargePaid', data: { ...sold(KNOWN.partly, KNOWN.partlyCode), person: rui, amount: { value: 100 } } }, PEOPLE.rui],
    [
      {
        type: 'ChargeReversed',
        data: { ...said, occurredAt: LATER, sale: KNOWN.partly, charge: KNOWN.partlyCode, kind: 'refund', whole: false, amount: { value: 10 } },
      },
    ],
    [{ type: 'GiftGiven', data: { ...said, sale: KNOWN.gift, product: 'hotmart/502', member: KNOWN.other, by: 'carla' } }],
    [
      { type: 'ClaimRequested', data: { ...said, request: KNOWN.request, person: bia ?? '', code: 'HPFUZZ2', member: KNOWN.other } },
      { email: PEOPLE.bia.email, memberEmail: PEOPLE.rui.email, message: MESSAGE },
    ],
    [
      {
        type: 'AssignRequested',
        data: { ...said, occurredAt: LATER, member: KNOWN.member, badge: 'badge-plus', via: 'worklist', sales: [KNOWN.sale] },
      },
    ],
  ];
};

const parked = (id: string, outcome: 'unreadable' | 'incomplete') => {
  const body = Buffer.from(`{"of":"${PEOPLE.bia.email}"}`);
  const digest = createHash('sha256').update(body).digest();
  const told = { channel: 'stripe', source: 'stripe', receivedAt: DAY, body, digest, headers: {}, query: {}, notes: ['not understood'] };
  return { delivery: { id, outcome, ...told, ...(outcome === 'incomplete' && { ask: { of: 'stripe.session', id: 'cs_fuzz' } }) }, events: [] };
};

/** Puts them into an empty log, and folds it. */
export const tellFacts = async ({ pool, personOf }: Runtime): Promise<void> => {
  const events = factsOf(personOf).map(([event, personal], index): NewEvent => ({
    key: `fuzz/${index}`,
    event,
    metadata: { source: 'fuzz', schema: 1 },
    ...(personal && { personal }),
  }));
  await postgresEventStore(pool).append(events);
  await acceptDeliveries(pool, [parked(KNOWN.unreadable, 'unreadable'), parked(KNOWN.incomplete, 'incomplete')]);
  await foldAll(pool);
};
