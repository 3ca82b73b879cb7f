import { evolveMemberBadges, isObserved, memberBadgesKeys, type BadgeRecord, type DomainEvent, type MemberBadges, type RecordedEvent } from '#domain';
import type { Evidence } from './evidence.js';
import { finding, type Finding } from './finding.js';

const PAGE = 5000;

type Wish = Extract<DomainEvent, { type: 'AssignRequested' | 'RemoveRequested' }>;
const isWish = (event: DomainEvent): event is Wish => event.type === 'AssignRequested' || event.type === 'RemoveRequested';

const recordIn = (row: MemberBadges | undefined, badge: string): BadgeRecord =>
  (row && Object.hasOwn(row.badges, badge) ? row.badges[badge] : undefined) ?? { ours: false };

/** What is wrong with asking for this, given all that the log knew of the member before. */
const wrongWish = (row: MemberBadges | undefined, { type, data: { member, badge } }: Wish): string | undefined => {
  const observed = row !== undefined && isObserved(row, badge);
  const { ask, ours } = recordIn(row, badge);
  if (type === 'RemoveRequested') {
    if (!observed && ask === undefined) return `a removal of ${badge} from ${member} was asked for, which was gone already`;
    return undefined;
  }
  if (ask?.command === 'assign') return `${badge} was asked for ${member} twice`;
  return observed && ask === undefined ? `${badge} was asked for ${member}, who held it already${ours ? ', from us' : ''}` : undefined;
};

const mailOf = ({ type, data }: DomainEvent): string | undefined =>
  type === 'InviteSent' && 'invited' in data ? `mail ${data.mail} about ${data.invited} to ${data.person.slice(0, 12)}` : undefined;

/** I6: the log in order, with what was known of each member before each wish. Holds one row a member in memory. */
export const once = async (evidence: Evidence): Promise<Finding> => {
  const { look, breach, done } = finding('I6');
  const rows = new Map<string, MemberBadges>();
  const ids = new Set<string>();
  const mails = new Set<string>();
  const check = (recorded: RecordedEvent): void => {
    const { event, eventId, globalPosition } = recorded;
    if (ids.has(eventId)) breach(`the fact ${eventId} is in the log twice, again at ${globalPosition}`);
    ids.add(eventId);
    const mail = mailOf(event);
    if (mail !== undefined && mails.has(mail)) breach(`${mail} went twice`);
    if (mail !== undefined) mails.add(mail);
    const [member] = memberBadgesKeys(event);
    if (member === undefined) return;
    const wrong = isWish(event) ? wrongWish(rows.get(member), event) : undefined;
    if (wrong !== undefined) breach(`at ${globalPosition}: ${wrong}`);
    const next = evolveMemberBadges(rows.get(member), recorded);
    if (next) rows.set(member, next);
  };
  for (let after = 0n, more = true; more;) {
    const page = await evidence.facts(after, PAGE);
    look(page.length);
    page.forEach(check);
    after = page.at(-1)?.globalPosition ?? after;
    more = page.length === PAGE;
  }
  return done();
};
