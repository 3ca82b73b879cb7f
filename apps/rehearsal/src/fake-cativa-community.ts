import { randomBytes } from 'node:crypto';

export interface FakeMember {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly phone?: string;
  readonly createdAt: string;
  readonly badges: readonly string[];
}

export interface Person {
  readonly email: string;
  readonly name: string;
  readonly phone?: string;
  /** One is made up when it is left out. */
  readonly id?: string;
}

export interface Group {
  readonly id: string;
  readonly name: string;
}

/** The members and badges of one community, and the events their changes announce. */
export interface Community {
  /** Undefined when the address is taken. */
  signUp(person: Person): FakeMember | undefined;
  find(member: string): FakeMember | undefined;
  members(): readonly FakeMember[];
  badges(): readonly string[];
  /** True when the member did not hold it. Announced every time, as the guide says; throws for a stranger. */
  give(member: string, badge: string): boolean;
  /** True when the member held it. No event exists for a removal. */
  take(member: string, badge: string): boolean;
  /** Held becomes not held, or the other way round; nothing announces it. True when it is held now. */
  drift(member: string, badge: string): boolean;
  joinGroup(member: string, group?: Group): void;
  /** Cativa has no event for a changed address. */
  changeAddress(member: string, email: string): void;
  remove(member: string): void;
}

const GROUP: Group = { id: 'group-1', name: 'Premium Mentorship' };

/** Cativa's times are whole seconds with a Z. */
const seconds = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, 'Z');

/** Shaped like the ids seen in the wild: hyphenated, the fourth group begins with 7, so no RFC 9562 variant. */
const newId = (): string => {
  const hex = randomBytes(13).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(12, 15)}-7${hex.slice(15, 18)}-08de${hex.slice(18, 26)}`;
};

/** The `User` object of Cativa's events. */
const userOf = ({ id, email, name, phone, createdAt, badges }: FakeMember) => {
  const [first = '', ...rest] = name.split(' ');
  return {
    Id: id,
    Email: email,
    FirstName: first,
    LastName: rest.join(' '),
    DisplayName: name,
    Username: name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '.'),
    PhoneNumber: phone ?? null,
    CreatedAt: createdAt,
    BadgeId: badges[0] ?? null,
    Badges: badges,
  };
};

/** `user_created` repeats the user's fields at the top, without the badges. */
const createdBody = (customerId: string, member: FakeMember) => {
  const user = userOf(member);
  const { Id, BadgeId: _primary, Badges: _all, ...copies } = user;
  return { CustomerId: customerId, UserId: Id, ...copies, User: user };
};

export const community = (customerId: string, now: () => Date, emit: (event: string, body: object) => void): Community => {
  const members = new Map<string, FakeMember>();
  const badges = new Set<string>();
  const addresses = new Set<string>();

  const known = (id: string): FakeMember => {
    const member = members.get(id);
    if (!member) throw new Error(`No member ${id} at the fake Cativa`);
    return member;
  };
  const save = (member: FakeMember): FakeMember => {
    members.set(member.id, member);
    addresses.add(member.email.toLowerCase());
    return member;
  };
  const forget = (member: FakeMember): void => {
    members.delete(member.id);
    addresses.delete(member.email.toLowerCase());
  };
  const hold = (id: string, badge: string): boolean => {
    const member = known(id);
    badges.add(badge);
    if (member.badges.includes(badge)) return false;
    save({ ...member, badges: [...member.badges, badge] });
    return true;
  };
  const lose = (id: string, badge: string): boolean => {
    const member = known(id);
    badges.add(badge);
    save({ ...member, badges: member.badges.filter((held) => held !== badge) });
    return member.badges.includes(badge);
  };

  return {
    signUp: ({ id = newId(), ...person }) => {
      if (members.has(id) || addresses.has(person.email.toLowerCase())) return undefined;
      const member = save({ id, ...person, createdAt: seconds(now()), badges: [] });
      emit('user_created', createdBody(customerId, member));
      return member;
    },
    find: (id) => members.get(id),
    members: () => [...members.values()],
    badges: () => [...badges],
    give: (id, badge) => {
      const changed = hold(id, badge);
      const user = userOf(known(id));
      emit('user_received_badge', { CustomerId: customerId, BadgeId: badge, BadgeName: badge, User: user, ReceivedAt: seconds(now()) });
      return changed;
    },
    take: lose,
    drift: (id, badge) => !lose(id, badge) && hold(id, badge),
    joinGroup: (id, group = GROUP) => {
      const user = userOf(known(id));
      emit('user_joined_group', { CustomerId: customerId, GroupId: group.id, GroupName: group.name, User: user, JoinedAt: seconds(now()) });
    },
    changeAddress: (id, email) => {
      const member = known(id);
      addresses.delete(member.email.toLowerCase());
      save({ ...member, email });
    },
    remove: (id) => forget(known(id)),
  };
};
