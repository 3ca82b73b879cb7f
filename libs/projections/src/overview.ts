import type { BadgeRecord, Catalog, MemberBadges, MemberId } from '#domain';
import type { Queryable } from '#event-store';

/** A badge of a member on which a command is open or was refused. */
export interface OpenBadge {
  readonly member: MemberId;
  readonly badge: string;
  readonly record: BadgeRecord;
}

/** Every open or refused command, by member. */
export const openBadges = async (db: Queryable, kind: 'asked' | 'refused'): Promise<readonly OpenBadge[]> => {
  const { rows } = await db.query<{ state: MemberBadges }>(`select state from member_badges where ${kind} order by key`);
  const field = kind === 'asked' ? 'ask' : 'refused';
  return rows.flatMap(({ state }) =>
    Object.entries(state.badges)
      .filter(([, record]) => record[field] !== undefined)
      .map(([badge, record]) => ({ member: state.member, badge, record })),
  );
};

/** Products that were bought and that no line of the catalog names, with how many sales each has. */
export const unmappedProducts = async (db: Queryable, catalog: Catalog): Promise<readonly { product: string; sales: number }[]> => {
  const text = `select c.value->'paid'->>'product' as product, count(distinct e.key)::int as sales
    from entitlements e cross join lateral jsonb_each(e.state->'charges') c where c.value->'paid' is not null and c.value->'paid'->'paywall' is null group by 1 order by 2 desc, 1`;
  const { rows } = await db.query<{ product: string; sales: number }>(text);
  const mapped = new Set(catalog.mappings.map(({ product }) => product));
  return rows.filter(({ product }) => !mapped.has(product));
};

/** How far each projection has come. */
export const checkpoints = async (db: Queryable): Promise<readonly { projection: string; position: string; updatedAt: string }[]> => {
  const text = `select projection, position::text, to_char(updated_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "updatedAt"
    from checkpoints order by projection`;
  return (await db.query<{ projection: string; position: string; updatedAt: string }>(text)).rows;
};
