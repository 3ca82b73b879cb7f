import type { MemberId } from '#domain';
import type { ReadModel } from './read-model.js';

const PAGE = 500;

/** All members after the one given, by id, page by page: whoever looks at everybody holds one page in memory. */
export async function* memberPages(model: ReadModel, from: MemberId = ''): AsyncGenerator<readonly MemberId[]> {
  for (let after = from; ;) {
    const page = await model.membersAfter(after, PAGE);
    const last = page.at(-1);
    if (last === undefined) return;
    yield page;
    if (page.length < PAGE) return;
    after = last;
  }
}
