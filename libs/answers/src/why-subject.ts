import { memberStream, normalizeAddress } from '#domain';
import type { AnswerPorts } from './ports.js';

type Ports = Pick<AnswerPorts, 'pool' | 'personOf'>;

/** Whom a question is about. `moved`: sales that these addresses paid for and that are another member's by claim. */
export interface Subject {
  readonly member?: string;
  readonly persons: readonly string[];
  readonly sales: readonly string[];
  readonly moved?: readonly { readonly sale: string; readonly member: string }[];
}

const salesOf = async ({ pool }: Ports, persons: readonly string[], member?: string): Promise<Pick<Subject, 'sales' | 'moved'>> => {
  const text = 'select key, member from entitlements where person = any($1) or member = $2 order by key';
  const { rows } = await pool.query<{ key: string; member: string | null }>(text, [persons, member ?? null]);
  const isTheirs = (owner: string | null): boolean => owner === null || owner === member;
  return {
    sales: rows.filter((row) => isTheirs(row.member)).map(({ key }) => key),
    moved: rows.flatMap((row) => (row.member === null || isTheirs(row.member) ? [] : [{ sale: row.key, member: row.member }])),
  };
};

const ofMember = async (ports: Ports, member: string): Promise<Subject> => {
  const { rows } = await ports.pool.query<{ key: string }>('select key from identities where member = $1 order by key', [member]);
  const persons = rows.map(({ key }) => key);
  return { member, persons, ...(await salesOf(ports, persons, member)) };
};

const ofPerson = async (ports: Ports, person: string): Promise<Subject> => {
  const { rows } = await ports.pool.query<{ member: string }>('select member from identities where key = $1', [person]);
  const member = rows[0]?.member;
  return member ? ofMember(ports, member) : { persons: [person], ...(await salesOf(ports, [person])) };
};

/** By its own name, by a payment's, or by a name that a payment has elsewhere; a sale with a buyer before one without. */
const SALE = `
  with named as (select key, same_as from payments where key = $1 or key like '%/' || $2)
  select key, person, member from entitlements
  where key = $1 or key like '%/' || $2 or state->'charges' ? $1 or names ? $1
    or jsonb_path_exists(state, '$.charges.*.paid.partOf ? (@ == $asked)', jsonb_build_object('asked', $1::text))
    or names ?| (select array_agg(name) from (select key as name from named union select same_as from named) names)
  order by person is null and member is null, key limit 1`;

interface SaleRow {
  readonly key: string;
  readonly person: string | null;
  readonly member: string | null;
}

const ownerOf = async (ports: Ports, { person, member }: SaleRow): Promise<Pick<Subject, 'member' | 'persons'>> => {
  if (member !== null) return ofMember(ports, member);
  return person === null ? { persons: [] } : ofPerson(ports, person);
};

const ofSale = async (ports: Ports, asked: string): Promise<Subject | undefined> => {
  const { rows } = await ports.pool.query<SaleRow>(SALE, [asked, asked.replace(/[\\%_]/g, '\\$&')]);
  const [sale] = rows;
  if (!sale) return undefined;
  return { ...(await ownerOf(ports, sale)), sales: [sale.key], moved: [] };
};

const isMember = async ({ pool }: Ports, id: string): Promise<boolean> => {
  const { rowCount } = await pool.query('select from events where stream = $1 limit 1', [memberStream(id)]);
  return (rowCount ?? 0) > 0;
};

/** Finds whom `asked` names: an address, a member id, a sale, or a transaction code. */
export const findSubject = async (ports: Ports, asked: string): Promise<Subject | undefined> => {
  if (normalizeAddress(asked) !== undefined) {
    const subject = await ofPerson(ports, ports.personOf(asked));
    return subject.member !== undefined || subject.sales.length > 0 || subject.moved?.length ? subject : undefined;
  }
  return (await isMember(ports, asked)) ? ofMember(ports, asked) : ofSale(ports, asked);
};
