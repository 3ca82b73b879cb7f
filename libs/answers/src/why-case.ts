import {
  badgeStates,
  catalogOf,
  CATALOG_STREAM,
  evolveCatalog,
  evolveEntitlement,
  evolveMemberBadges,
  catalogKeys,
  memberStream,
  normalizeAddress,
  reasonsOf,
  saleStream,
  type BadgeState,
  type Catalog,
  type CatalogRow,
  type Entitlement,
  type MemberBadges,
  type Reason,
  type RecordedEvent,
} from '#domain';
import { postgresEventStore } from '#event-store';
import type { Moment } from '#projections';
import type { AnswerPorts } from './ports.js';

type Ports = Pick<AnswerPorts, 'pool' | 'personOf'>;

/** Whom a question is about. */
export interface Subject {
  readonly member?: string;
  readonly persons: readonly string[];
  readonly sales: readonly string[];
}

/** The case as the log tells it: nothing is read from the tables but who belongs to whom. */
export interface WhyCase {
  readonly subject: Subject;
  readonly reasons: readonly Reason[];
  readonly states: readonly BadgeState[];
  readonly catalog: Catalog;
  readonly sales: readonly { readonly entitlement: Entitlement; readonly facts: readonly RecordedEvent[] }[];
  readonly memberFacts: readonly RecordedEvent[];
}

const salesOf = async ({ pool }: Ports, persons: readonly string[]): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ key: string }>('select key from entitlements where person = any($1) order by key', [persons]);
  return rows.map(({ key }) => key);
};

const ofMember = async (ports: Ports, member: string): Promise<Subject> => {
  const { rows } = await ports.pool.query<{ key: string }>('select key from identities where member = $1 order by key', [member]);
  const persons = rows.map(({ key }) => key);
  return { member, persons, sales: await salesOf(ports, persons) };
};

const ofPerson = async (ports: Ports, person: string): Promise<Subject> => {
  const { rows } = await ports.pool.query<{ member: string }>('select member from identities where key = $1', [person]);
  const member = rows[0]?.member;
  return member ? ofMember(ports, member) : { persons: [person], sales: await salesOf(ports, [person]) };
};

const ofSale = async (ports: Ports, asked: string): Promise<Subject | undefined> => {
  const text = `select key, person from entitlements where key = $1 or key like '%/' || $2 or state->'charges' ? $1 limit 1`;
  const { rows } = await ports.pool.query<{ key: string; person: string | null }>(text, [asked, asked.replace(/[\\%_]/g, '\\$&')]);
  const [sale] = rows;
  if (!sale) return undefined;
  const owner = sale.person ? await ofPerson(ports, sale.person) : { persons: [] };
  return { ...owner, sales: [sale.key] };
};

const isMember = async ({ pool }: Ports, id: string): Promise<boolean> => {
  const { rowCount } = await pool.query('select from events where stream = $1 limit 1', [memberStream(id)]);
  return (rowCount ?? 0) > 0;
};

/** Finds whom `asked` names: an address, a member id, a sale, or a transaction code. */
export const findSubject = async (ports: Ports, asked: string): Promise<Subject | undefined> => {
  if (normalizeAddress(asked) !== undefined) {
    const subject = await ofPerson(ports, ports.personOf(asked));
    return subject.member !== undefined || subject.sales.length > 0 ? subject : undefined;
  }
  return (await isMember(ports, asked)) ? ofMember(ports, asked) : ofSale(ports, asked);
};

const catalogAt = (events: readonly RecordedEvent[]): Catalog => {
  const rows = new Map<string, CatalogRow>();
  for (const recorded of events) {
    const [key] = catalogKeys(recorded.event);
    const row = key === undefined ? undefined : evolveCatalog(rows.get(key), recorded);
    if (row) rows.set(row.key, row);
  }
  return catalogOf([...rows.values()]);
};

/** Folds the streams of a subject, as far as they had been heard at this moment, and judges them then. */
export const openCase = async ({ pool }: Pick<AnswerPorts, 'pool'>, subject: Subject, moment: Moment): Promise<WhyCase> => {
  const store = postgresEventStore(pool);
  const read = async (stream: string) => (await store.readStream(stream)).filter(({ recordedAt }) => recordedAt <= moment.now);
  const catalog = catalogAt(await read(CATALOG_STREAM));
  const memberFacts = subject.member === undefined ? [] : await read(memberStream(subject.member));
  const sales: { entitlement: Entitlement; facts: readonly RecordedEvent[] }[] = [];
  for (const sale of subject.sales) {
    const facts = await read(saleStream(sale));
    const entitlement = facts.reduce<Entitlement | undefined>((row, recorded) => evolveEntitlement(row, recorded), undefined);
    if (entitlement) sales.push({ entitlement, facts });
  }
  const reasons = sales.flatMap(({ entitlement }) => reasonsOf(entitlement, catalog, moment));
  const badges = memberFacts.reduce<MemberBadges | undefined>((row, recorded) => evolveMemberBadges(row, recorded), undefined);
  const states = badgeStates(reasons, badges ?? { member: subject.member ?? '', badges: {} });
  return { subject, reasons, states, catalog, sales, memberFacts };
};
