import type { DomainEvent, MemberId } from '#domain';
import { postgresEventStore, supposing, type NewEvent, type Queryable } from '#event-store';
import { accessChanges, desiredIn, foldUpTo, projections, readModel, type AccessChange, type MemberState, type Moment } from '#projections';
import type { AnswerPorts } from './ports.js';

/** Whom a person's word is about: members it names, addresses it names, and the sale whose owner it may change. */
const namedIn = ({ data }: DomainEvent): { members: readonly string[]; persons: readonly string[]; sales: readonly string[] } => {
  const blocked = 'blocked' in data ? data.blocked : '';
  const member = 'member' in data ? data.member : undefined;
  const person = 'person' in data ? data.person : undefined;
  return {
    members: [member, blocked.startsWith('member/') ? blocked.slice('member/'.length) : undefined].filter((id) => id !== undefined),
    persons: [person, blocked.startsWith('person/') ? blocked.slice('person/'.length) : undefined].filter((key) => key !== undefined),
    sales: 'sale' in data && data.sale !== undefined ? [data.sale] : [],
  };
};

const OWNERS = `
  select member from entitlements where key = any($1) and member is not null
  union select i.member from entitlements e join identities i on i.key = e.person where e.key = any($1) and e.member is null
  union select member from identities where key = any($2)
  union select unnest($3::text[])`;

const concerned = async (db: Queryable, event: DomainEvent): Promise<readonly MemberId[]> => {
  const { members, persons, sales } = namedIn(event);
  const { rows } = await db.query<{ member: string }>(OWNERS, [sales, persons, members]);
  return rows.map(({ member }) => member);
};

const statesOf = async (db: Queryable, members: readonly MemberId[], moment: Moment): Promise<readonly MemberState[]> => {
  const model = readModel(db);
  return model.membersState(members, await model.catalog(), moment);
};

/** What a person's word would do: the members it concerns, and which badges they gain and lose. */
export interface WordPreview {
  readonly members: readonly MemberId[];
  readonly changes: readonly AccessChange[];
}

/**
 * Who gains and loses by a fact that nobody has appended: it is appended, folded, looked at, and rolled back. The log waits for
 * that moment, so that it is for a person's words, one at a time.
 */
export const previewWord = async ({ pool }: Pick<AnswerPorts, 'pool'>, fact: NewEvent, moment: Moment): Promise<WordPreview> =>
  supposing(pool, async (client) => {
    const earlier = await concerned(client, fact.event);
    const [appended] = await postgresEventStore(client).append([fact]);
    if (appended === undefined || appended.outcome !== 'appended') return { members: earlier, changes: [] };
    const before = await statesOf(client, earlier, moment);
    await foldUpTo(client, projections, appended.globalPosition);
    const members = [...new Set([...earlier, ...(await concerned(client, fact.event))])].sort();
    const known = new Map(before.map(({ member, states }) => [member, desiredIn(states)]));
    const after = await statesOf(client, members, moment);
    return { members, changes: after.flatMap(({ member, states }) => accessChanges(member, known.get(member) ?? new Set(), desiredIn(states))) };
  });
