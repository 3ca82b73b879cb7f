import { memberStream, normalizeAddress } from '#domain';
import type { AnswerPorts } from './ports.js';

type Ports = Pick<AnswerPorts, 'pool' | 'personOf'>;

/** Whom a question is about. */
export interface Subject {
  readonly member?: string;
  readonly persons: readonly string[];
  readonly sales: readonly string[];
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

/** By its own name, by a payment's, or by a name that a payment has elsewhere; a sale with a buyer before one without. */
const SALE = `
  with named as (select key, same_as from payments where key = $1 or key like '%/' || $2)
  select key, person from entitlements
  where key = $1 or key like '%/' || $2 or state->'charges' ? $1 or names ? $1
    or jsonb_path_exists(state, '$.charges.*.paid.partOf ? (@ == $asked)', jsonb_build_object('asked', $1::text))
    or names ?| (select array_agg(name) from (select key as name from named union select same_as from named) names)
  order by person is null, key limit 1`;

const ofSale = async (ports: Ports, asked: string): Promise<Subject | undefined> => {
  const { rows } = await ports.pool.query<{ key: string; person: string | null }>(SALE, [asked, asked.replace(/[\\%_]/g, '\\$&')]);
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
