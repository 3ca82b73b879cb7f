import type { Catalog, Mapping } from '#domain';
import { accessChanges, desiredIn, memberPages, readModel, type AccessChange, type Moment } from '#projections';
import type { Pool } from 'pg';

/** Who would gain and lose under another catalog, page by page; memory holds the changes only. A badge that is not ours is never lost. */
export const previewCatalog = async (pool: Pool, wanted: readonly Mapping[], moment: Moment): Promise<readonly AccessChange[]> => {
  const model = readModel(pool);
  const now = await model.catalog();
  const then: Catalog = { mappings: wanted, changedAt: now.changedAt };
  const changes: AccessChange[] = [];
  for await (const page of memberPages(model)) {
    const before = await model.membersState(page, now, moment);
    const later = await model.membersState(page, then, moment);
    before.forEach(({ member, states }, index) => {
      const ours = new Set(states.filter(({ record }) => record.ours).map(({ badge }) => badge));
      const all = accessChanges(member, desiredIn(states), desiredIn(later[index]?.states ?? []));
      changes.push(...all.filter(({ change, badge }) => change === 'gains' || ours.has(badge)));
    });
  }
  return changes;
};
