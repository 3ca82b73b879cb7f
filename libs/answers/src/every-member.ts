import type { Catalog } from '#domain';
import { memberPages, readModel, type MemberState, type Moment } from '#projections';
import type { AnswerPorts } from './ports.js';

/** Every member with what is known of them, by id; one page of them is in memory. */
export async function* everyMember({ pool }: Pick<AnswerPorts, 'pool'>, catalog: Catalog, moment: Moment): AsyncGenerator<MemberState> {
  const model = readModel(pool);
  for await (const page of memberPages(model)) yield* await model.membersState(page, catalog, moment);
}
