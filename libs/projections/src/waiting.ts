import { blocks, type Block, type Catalog, type PendingGrant, type PersonKey, type Reason } from '#domain';
import type { Queryable } from '#event-store';
import type { Moment } from './moment.js';
import { reasonsIn, salesColumns, type SalesRow } from './sales-query.js';

/** A buyer who paid and is no member yet. `since`: when we first heard of a payment. `reasons`: those that are not dead. */
export interface Waiting {
  readonly person: PersonKey;
  readonly since: string;
  readonly grant: PendingGrant;
  readonly reasons: readonly Reason[];
}

/** One who paid and is no member, as a row of a query holds them. */
export interface GrantRow extends SalesRow {
  readonly state: PendingGrant;
  readonly since: string;
  readonly block: Block | null;
}

const COLUMNS = `g.state, g.since, (select b.state from blocks b where b.key = 'person/' || g.key) as block,
  ${salesColumns({ persons: '= g.key' })}`;

const PAGE = 500;

/** Nobody waits whose reasons have all died, or who is blocked. */
export const waitingIn = ({ state, since, block, ...sales }: GrantRow, catalog: Catalog, moment: Moment): Waiting | undefined => {
  if (block !== null && blocks(block, moment.now)) return undefined;
  const reasons = reasonsIn(sales, catalog, moment).filter((reason) => reason.state !== 'ended' && reason.state !== 'recorded');
  return reasons.length === 0 ? undefined : { person: state.person, since, grant: state, reasons };
};

/** Everybody who paid and is no member, oldest first. Streams in pages. */
export async function* waitingGrants(db: Queryable, catalog: Catalog, moment: Moment): AsyncGenerator<Waiting> {
  const text = `select ${COLUMNS}
    from pending_grants g where g.since is not null and (g.since, g.key) > ($1, $2) order by g.since, g.key limit ${PAGE}`;
  let [since, person] = ['', ''];
  for (;;) {
    const { rows } = await db.query<GrantRow>(text, [since, person]);
    for (const row of rows) {
      const waiting = waitingIn(row, catalog, moment);
      if (waiting) yield waiting;
      [since, person] = [row.since, row.state.person];
    }
    if (rows.length < PAGE) return;
  }
}

/** One of them; undefined when this address does not wait, or waits no more. */
export const waitingGrant = async (db: Queryable, person: PersonKey, catalog: Catalog, moment: Moment): Promise<Waiting | undefined> => {
  const text = `select ${COLUMNS} from pending_grants g where g.key = $1 and g.since is not null`;
  const [row] = (await db.query<GrantRow>(text, [person])).rows;
  return row && waitingIn(row, catalog, moment);
};
