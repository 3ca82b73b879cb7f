import { mappingFor, type Entitlement } from '#domain';
import type { Queryable } from '#event-store';
import { readModel } from '#projections';
import type { AnswerPorts } from './ports.js';

/** What somebody wants to give. `parent`: the sale that is to carry it; `again`: an earlier gift that is given anew. */
export interface WantedGift {
  readonly product: string;
  readonly parent?: string;
  readonly again?: string;
}

const entitlementOf = async (db: Queryable, sale: string): Promise<Entitlement | undefined> =>
  (await db.query<{ state: Entitlement }>('select state from entitlements where key = $1', [sale])).rows[0]?.state;

/** Why this sale is no gift; undefined when it is one. */
export const noGift = async ({ pool }: Pick<AnswerPorts, 'pool'>, sale: string): Promise<string | undefined> =>
  (await entitlementOf(pool, sale))?.gift === undefined ? `${sale} is no gift. See: catraca why <address>` : undefined;

/** Why this cannot be given: it would open nothing, or nothing could end it. Undefined when it can. */
export const giftProblem = async (ports: Pick<AnswerPorts, 'pool'>, { product, parent, again }: WantedGift): Promise<string | undefined> => {
  if (mappingFor(await readModel(ports.pool).catalog(), { product }) === undefined)
    return `${product} is in no line of the catalog, so that it opens nothing. See: catraca catalog show`;
  if (parent !== undefined && Object.keys((await entitlementOf(ports.pool, parent))?.charges ?? {}).length === 0)
    return `${parent} is no sale that was paid for, so that nothing can end with it. See: catraca why <address>`;
  return again === undefined ? undefined : noGift(ports, again);
};
