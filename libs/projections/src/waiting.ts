import { blocks as blocksAt, byText, type Block, type Catalog, type PendingGrant, type PersonKey, type Reason } from '#domain';
import { prepared, type Queryable } from '#event-store';
import type { Moment } from './moment.js';
import { reasonsIn, salesByOwner, type Sales } from './sales-by-owner.js';
import { salesAmong, salesQuery, statesOf, type FoundRow } from './sales-query.js';

/** A buyer who paid and is no member yet. `since`: when we first heard of a payment. `reasons`: those that are not dead. */
export interface Waiting {
  readonly person: PersonKey;
  readonly since: string;
  readonly grant: PendingGrant;
  readonly reasons: readonly Reason[];
}

/** What the tables hold of buyers who are no members, in any order; of others too, if that is simpler. */
export interface GrantsFound extends Required<Sales> {
  readonly grants: readonly PendingGrant[];
  readonly blocks: readonly Block[];
}

type Owed = PendingGrant & { readonly since: string };

const isOwed = (grant: PendingGrant): grant is Owed => grant.since !== undefined && grant.member === undefined;

const oldestFirst = (grants: readonly PendingGrant[]): readonly Owed[] =>
  grants.filter(isOwed).sort((one, other) => byText(one.since, other.since) || byText(one.person, other.person));

/** Who of these waits, oldest first: nobody whose reasons have all died, and nobody who is blocked. */
export const waitingAmong = ({ grants, blocks, ...sales }: GrantsFound, catalog: Catalog, moment: Moment): readonly Waiting[] => {
  const salesOf = salesByOwner(sales);
  const blocked = new Set(blocks.filter((block) => blocksAt(block, moment.now)).map((block) => block.blocked));
  return oldestFirst(grants).flatMap((grant) => {
    const { person, since } = grant;
    if (blocked.has(`person/${person}`)) return [];
    const all = reasonsIn(salesOf({ persons: [person] }), catalog, moment);
    const reasons = all.filter(({ state }) => state !== 'ended' && state !== 'recorded');
    return reasons.length === 0 ? [] : { person, since, grant, reasons };
  });
};

/** `which`: a condition on, and an order of, `pending_grants`. */
const grantsQuery = (which: string): string => {
  const { having, rows } = salesQuery({ persons: 'array(select key from grants)' });
  return `
  with grants as materialized (select g.key, g.state from pending_grants g where g.since is not null and ${which}),
  ${having}
  select 'grant' as what, state from grants
  union all select 'block', b.state from blocks b where b.key = any(array(select 'person/' || key from grants))
  union all ${rows}`;
};

const PAGE = 500;
const ALL = prepared(grantsQuery(`(g.since, g.key) > ($1, $2) order by g.since, g.key limit ${PAGE}`));
const ONE = prepared(grantsQuery('g.key = $1'));

const grantsIn = async (db: Queryable, query: { name: string; text: string }, values: readonly string[]): Promise<GrantsFound> => {
  const { rows } = await db.query<FoundRow>({ ...query, values: [...values] });
  return { ...salesAmong(rows), grants: statesOf(rows, 'grant'), blocks: statesOf(rows, 'block') };
};

/** Everybody who paid and is no member, oldest first. Streams in pages. */
export async function* waitingGrants(db: Queryable, catalog: Catalog, moment: Moment): AsyncGenerator<Waiting> {
  for (let after = ['', '']; ;) {
    const found = await grantsIn(db, ALL, after);
    yield* waitingAmong(found, catalog, moment);
    const last = oldestFirst(found.grants).at(-1);
    if (last === undefined || found.grants.length < PAGE) return;
    after = [last.since, last.person];
  }
}

/** One of them; undefined when this address does not wait, or waits no more. */
export const waitingGrant = async (db: Queryable, person: PersonKey, catalog: Catalog, moment: Moment): Promise<Waiting | undefined> =>
  waitingAmong(await grantsIn(db, ONE, [person]), catalog, moment)[0];
