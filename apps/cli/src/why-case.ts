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
import type { Runtime } from '#runtime';

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

const salesOf = async ({ pool }: Runtime, persons: readonly string[]): Promise<readonly string[]> => {
  const { rows } = await pool.query<{ key: string }>('select key from entitlements where person = any($1) order by key', [persons]);
  return rows.map(({ key }) => key);
};

const ofMember = async (runtime: Runtime, member: string): Promise<Subject> => {
  const { rows } = await runtime.pool.query<{ key: string }>('select key from identities where member = $1 order by key', [member]);
  const persons = rows.map(({ key }) => key);
  return { member, persons, sales: await salesOf(runtime, persons) };
};

const ofPerson = async (runtime: Runtime, person: string): Promise<Subject> => {
  const { rows } = await runtime.pool.query<{ member: string }>('select member from identities where key = $1', [person]);
  const member = rows[0]?.member;
  return member ? ofMember(runtime, member) : { persons: [person], sales: await salesOf(runtime, [person]) };
};

const ofSale = async (runtime: Runtime, asked: string): Promise<Subject | undefined> => {
  const text = `select key, person from entitlements where key = $1 or key like '%/' || $2 or state->'charges' ? $1 limit 1`;
  const { rows } = await runtime.pool.query<{ key: string; person: string | null }>(text, [asked, asked.replace(/[\\%_]/g, '\\$&')]);
  const [sale] = rows;
  if (!sale) return undefined;
  const owner = sale.person ? await ofPerson(runtime, sale.person) : { persons: [] };
  return { ...owner, sales: [sale.key] };
};

const isMember = async ({ pool }: Runtime, id: string): Promise<boolean> => {
  const { rowCount } = await pool.query('select from events where stream = $1 limit 1', [memberStream(id)]);
  return (rowCount ?? 0) > 0;
};

/** Finds whom `asked` names: an address, a member id, a sale, or a transaction code. */
export const findSubject = async (runtime: Runtime, asked: string): Promise<Subject | undefined> => {
  if (normalizeAddress(asked) !== undefined) {
    const subject = await ofPerson(runtime, runtime.personOf(asked));
    return subject.member !== undefined || subject.sales.length > 0 ? subject : undefined;
  }
  return (await isMember(runtime, asked)) ? ofMember(runtime, asked) : ofSale(runtime, asked);
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

/** Folds the streams of a subject, as far as they had been heard at `asOf`, and judges them then. */
export const openCase = async ({ pool, settings }: Runtime, subject: Subject, asOf: string): Promise<WhyCase> => {
  const store = postgresEventStore(pool);
  const read = async (stream: string) => (await store.readStream(stream)).filter(({ recordedAt }) => recordedAt <= asOf);
  const catalog = catalogAt(await read(CATALOG_STREAM));
  const memberFacts = subject.member === undefined ? [] : await read(memberStream(subject.member));
  const sales: { entitlement: Entitlement; facts: readonly RecordedEvent[] }[] = [];
  for (const sale of subject.sales) {
    const facts = await read(saleStream(sale));
    const entitlement = facts.reduce<Entitlement | undefined>((row, recorded) => evolveEntitlement(row, recorded), undefined);
    if (entitlement) sales.push({ entitlement, facts });
  }
  const policies = settings.policies ? { policies: settings.policies } : {};
  const reasons = sales.flatMap(({ entitlement }) => reasonsOf(entitlement, catalog, { now: asOf, ...policies }));
  const badges = memberFacts.reduce<MemberBadges | undefined>((row, recorded) => evolveMemberBadges(row, recorded), undefined);
  const states = badgeStates(reasons, badges ?? { member: subject.member ?? '', badges: {} });
  return { subject, reasons, states, catalog, sales, memberFacts };
};
