import { evolveMemberBadges, isObserved, memberBadgesKeys, type BadgeRecord, type DomainEvent, type MemberBadges, type RecordedEvent } from '#domain';
import { factPages, type Evidence } from './evidence.js';
import { finding, type Finding } from './finding.js';

type Wish = Extract<DomainEvent, { type: 'AssignRequested' | 'RemoveRequested' }>;
const isWish = (event: DomainEvent): event is Wish => event.type === 'AssignRequested' || event.type === 'RemoveRequested';

const recordIn = (row: MemberBadges | undefined, badge: string): BadgeRecord =>
  (row && Object.hasOwn(row.badges, badge) ? row.badges[badge] : undefined) ?? { ours: false };

/** What is wrong with asking for this, given all that the log knew of the member before. */
const wrongWish = (row: MemberBadges | undefined, { type, data: { member, badge } }: Wish): string | undefined => {
  const observed = row !== undefined && isObserved(row, badge);
  const { ask } = recordIn(row, badge);
  const command = type === 'AssignRequested' ? 'assign' : 'remove';
  if (ask?.command === command) return `${command} ${badge} was asked for ${member} twice`;
  const needless = ask === undefined && observed === (command === 'assign');
  return needless ? `${command} ${badge} was asked for ${member}, and it was so already` : undefined;
};

const mailOf = ({ type, data }: DomainEvent): string | undefined =>
  type === 'InviteSent' && 'invited' in data ? `mail ${data.mail} about ${data.invited} to ${data.person.slice(0, 12)}` : undefined;

/** I6: the log in order, with what was known of each member before each wish. Holds one row a member in memory. */
export const once = async (evidence: Evidence): Promise<Finding> => {
  const { look, breach, done } = finding('I6');
  const rows = new Map<string, MemberBadges>();
  const ids = new Set<string>();
  const mails = new Set<string>();
  const heardOnce = (heard: Set<string>, what: string | undefined, told: string): void => {
    if (what === undefined) return;
    if (heard.has(what)) breach(told);
    heard.add(what);
  };
  const wishedOnce = (recorded: RecordedEvent): void => {
    const { event, globalPosition } = recorded;
    const [member] = memberBadgesKeys(event);
    if (member === undefined) return;
    const wrong = isWish(event) ? wrongWish(rows.get(member), event) : undefined;
    if (wrong !== undefined) breach(`at ${globalPosition}: ${wrong}`);
    const next = evolveMemberBadges(rows.get(member), recorded);
    if (next) rows.set(member, next);
  };
  for await (const page of factPages(evidence)) {
    look(page.length);
    for (const recorded of page) {
      const { event, eventId, globalPosition } = recorded;
      heardOnce(ids, eventId, `the fact ${eventId} is in the log twice, again at ${globalPosition}`);
      heardOnce(mails, mailOf(event), `${mailOf(event)} went twice`);
      wishedOnce(recorded);
    }
  }
  return done();
};
