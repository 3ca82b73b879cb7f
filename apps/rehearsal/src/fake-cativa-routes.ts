import { timingSafeEqual } from 'node:crypto';
import type { FakeCall } from './fake-cativa-badge-calls.js';
import type { Community, FakeMember } from './fake-cativa-community.js';
import { faultsIn, type Faults } from './fake-cativa-faults.js';
import { problem, type Asked, type Reply } from './fake-cativa-http.js';
import { memberPage, signUpPage } from './fake-cativa-page.js';

/** What the routes reach. */
export interface House {
  readonly community: Community;
  readonly faults: Faults;
  readonly key: string;
  readonly customerId: string;
  call(wanted: Pick<FakeCall, 'command' | 'member' | 'badge'>, authorized: boolean): Promise<Reply>;
  state(): unknown;
  /** The mails that were sent, as a page; undefined where there is no mail. */
  readonly mails?: () => string;
}

interface Route {
  readonly method: string;
  readonly path: string;
  readonly answer: (house: House, asked: Asked, ids: Readonly<Record<string, string>>) => Reply | Promise<Reply>;
}

type Change = (community: Community, member: FakeMember, asked: { readonly body: Asked['body']; readonly badge: string }) => Reply | void;

const NO_CONTENT: Reply = { kind: 'json', status: 204 };
const notFound = (type: string): Reply => problem(404, type, 'Not Found');
const invalid = (type: string): Reply => problem(400, type, 'Validation Error');
const ok = (json: unknown): Reply => ({ kind: 'json', status: 200, json });

const authorized = ({ key }: House, { authorization }: Asked): boolean => {
  const [given, wanted] = [Buffer.from(authorization), Buffer.from(`Bearer ${key}`)];
  return given.length === wanted.length && timingSafeEqual(given, wanted);
};

const textIn = (value: unknown): string | undefined => (typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined);
const addressIn = (value: unknown): string | undefined => (/^[^\s@]+@[^\s@]+$/.test(textIn(value) ?? '') ? textIn(value) : undefined);

/** A change to a member who must exist. */
const ofMember =
  (change: Change): Route['answer'] =>
  ({ community }, { body }, { user = '', badge = '' }) => {
    const member = community.find(user);
    return member ? (change(community, member, { body, badge }) ?? NO_CONTENT) : notFound('User.NotFound');
  };

const badgeCall =
  (command: FakeCall['command']): Route['answer'] =>
  (house, asked, { user = '', badge = '' }) =>
    house.call({ command, member: user, badge }, authorized(house, asked));

/** The user a key belongs to (Cativa docs, identity and users). */
const me: Route['answer'] = (house, asked) => {
  if (!authorized(house, asked)) return problem(401, 'Auth.Token.Invalid', 'Unauthorized');
  const tokens = { accessToken: 'rehearsal-access', refreshToken: 'rehearsal-refresh' };
  const user = { id: 'admin-1', email: 'admin@example.com', displayName: 'Rehearsal Admin', role: 'Admin' };
  return ok({ ...user, customerName: house.customerId, ...tokens });
};

const signUp: Route['answer'] = ({ community }, { body }) => {
  const email = addressIn(body['email']);
  if (!email) return invalid('Validation.Email.Invalid');
  const name = textIn(body['name']) ?? email.replace(/@.*/, '');
  const member = community.signUp({ email, name, phone: textIn(body['phone']), id: textIn(body['id']) });
  return member ? { kind: 'json', status: 201, json: member } : problem(409, 'User.AlreadyExists', 'Conflict');
};

/** The faults named are the faults there are; `drift` is a single act beside them. */
const setFaults: Route['answer'] = ({ community, faults }, { body: { drift, ...wanted } }) => {
  const read = faultsIn(wanted);
  if (!read) return invalid('Validation.Faults.Invalid');
  if (drift !== undefined && !drifted(community, drift)) return notFound('User.NotFound');
  faults.off();
  read.forEach(([name, fault]) => faults.on(name, fault));
  return ok(faults.active());
};

const drifted = (community: Community, drift: unknown): boolean => {
  if (typeof drift !== 'object' || drift === null) return false;
  const [member, badge] = ['member', 'badge'].map((name) => textIn(Reflect.get(drift, name)));
  if (!member || !badge || !community.find(member)) return false;
  community.drift(member, badge);
  return true;
};

const leave = ofMember((community, { id }) => community.remove(id));
const giveByHand = ofMember((community, { id }, { badge }) => void community.give(id, badge));
const takeByHand = ofMember((community, { id }, { badge }) => void community.take(id, badge));

const joinGroup = ofMember((community, { id }, { body }) => {
  const group = textIn(body['groupId']);
  community.joinGroup(id, group ? { id: group, name: textIn(body['groupName']) ?? group } : undefined);
});

const changeAddress = ofMember((community, { id }, { body }) => {
  const email = addressIn(body['email']);
  return email ? community.changeAddress(id, email) : invalid('Validation.Email.Invalid');
});

const ROUTES: readonly Route[] = [
  { method: 'POST', path: 'social/v1/badges/:badge/users/:user', answer: badgeCall('assign') },
  { method: 'DELETE', path: 'social/v1/badges/:badge/users/:user', answer: badgeCall('remove') },
  { method: 'GET', path: 'social/v1/auth/me', answer: me },
  { method: 'POST', path: 'rehearsal/users', answer: signUp },
  { method: 'DELETE', path: 'rehearsal/users/:user', answer: leave },
  { method: 'POST', path: 'rehearsal/users/:user/badges/:badge', answer: giveByHand },
  { method: 'DELETE', path: 'rehearsal/users/:user/badges/:badge', answer: takeByHand },
  { method: 'POST', path: 'rehearsal/users/:user/join-group', answer: joinGroup },
  { method: 'POST', path: 'rehearsal/users/:user/address', answer: changeAddress },
  { method: 'PUT', path: 'rehearsal/faults', answer: setFaults },
  { method: 'GET', path: 'rehearsal/state', answer: (house) => ok(house.state()) },
  { method: 'GET', path: 'mails', answer: ({ mails }) => (mails ? { kind: 'html', html: mails() } : notFound('Route.NotFound')) },
  { method: 'GET', path: 'signup', answer: () => ({ kind: 'html', html: signUpPage }) },
  { method: 'GET', path: '', answer: ({ community }) => ({ kind: 'html', html: memberPage(community.members()) }) },
];

/** The ids in a path, or undefined when it is another path. An id is never empty. */
const matched = (pattern: string, path: readonly string[]): Readonly<Record<string, string>> | undefined => {
  const pairs = pattern.split('/').map((part, at) => [part, path[at] ?? ''] as const);
  const fits = pairs.length === path.length && pairs.every(([part, text]) => (part.startsWith(':') ? text !== '' : part === text));
  return fits ? Object.fromEntries(pairs.filter(([part]) => part.startsWith(':')).map(([part, text]) => [part.slice(1), text])) : undefined;
};

export const answerTo =
  (house: House) =>
  async (asked: Asked): Promise<Reply> => {
    for (const { method, path, answer } of ROUTES) {
      const ids = method === asked.method ? matched(path, asked.path) : undefined;
      if (ids) return answer(house, asked, ids);
    }
    return notFound('Route.NotFound');
  };
