import type { Catalog, Mapping } from '#domain';
import { readModel, type Moment } from '#projections';
import type { Pool } from 'pg';

/** A member who would gain or lose a badge. A badge that is not ours is never lost. */
export interface AccessChange {
  readonly member: string;
  readonly badge: string;
  readonly change: 'gains' | 'loses';
}

const PAGE = 500;

/** Who would gain and lose under another catalog, page by page; memory holds the changes only. */
export const previewCatalog = async (pool: Pool, wanted: readonly Mapping[], moment: Moment): Promise<readonly AccessChange[]> => {
  const model = readModel(pool);
  const now = await model.catalog();
  const then: Catalog = { mappings: wanted, changedAt: now.changedAt };
  const changes: AccessChange[] = [];
  for (let after = ''; ;) {
    const page = await model.membersAfter(after, PAGE);
    const before = await model.membersState(page, now, moment);
    const later = await model.membersState(page, then, moment);
    before.forEach(({ member, states }, index) => {
      const will = new Set((later[index]?.states ?? []).filter(({ desired }) => desired).map(({ badge }) => badge));
      const does = new Set(states.filter(({ desired }) => desired).map(({ badge }) => badge));
      const ours = new Set(states.filter(({ record }) => record.ours).map(({ badge }) => badge));
      [...will].filter((badge) => !does.has(badge)).forEach((badge) => changes.push({ member, badge, change: 'gains' }));
      [...does].filter((badge) => !will.has(badge) && ours.has(badge)).forEach((badge) => changes.push({ member, badge, change: 'loses' }));
    });
    const last = page.at(-1);
    if (page.length < PAGE || last === undefined) return changes;
    after = last;
  }
};
