import { badgeCalls, type FakeCall } from './fake-cativa-badge-calls.js';
import { community as newCommunity, type FakeMember, type Group, type Person } from './fake-cativa-community.js';
import { switchboard, type Faults } from './fake-cativa-faults.js';
import { serve } from './fake-cativa-http.js';
import { answerTo } from './fake-cativa-routes.js';
import { webhooks, type Listener, type WebhookRecord } from './fake-cativa-webhooks.js';

export interface FakeCativaOptions {
  /** A free one when left out. */
  readonly port?: number;
  readonly key: string;
  readonly customerId?: string;
  readonly listeners: readonly Listener[];
  readonly now?: () => Date;
  /** A page with the mails that were sent, where somebody keeps them. */
  readonly mails?: () => string;
}

/** A community that behaves as Cativa's documentation says, for tests, demos and rehearsals. Methods about a stranger throw. */
export interface FakeCativa {
  readonly url: string;
  readonly port: number;
  /** Throws when the address or the id is taken. */
  signUp(person: Person): FakeMember;
  giveByHand(member: string, badge: string): void;
  /** Silent, as Cativa documents: no event exists for a removal. */
  takeByHand(member: string, badge: string): void;
  joinGroup(member: string, group?: Group): void;
  changeAddress(member: string, email: string): void;
  removeMember(member: string): void;
  /** False for a stranger too. */
  holds(member: string, badge: string): boolean;
  members(): readonly FakeMember[];
  badges(): readonly string[];
  /** Every badge call that came in, in order. */
  readonly calls: readonly FakeCall[];
  /** What became of the webhooks, in the order they ended. */
  webhooks(): readonly WebhookRecord[];
  /** One more listener, for receivers that start after Cativa. */
  subscribe(listener: Listener): void;
  /** `drift` turns a badge over in silence, as an unannounced hand would. */
  readonly faults: Faults & { drift(member: string, badge: string): boolean };
  /** Resolves when no webhook is on its way. */
  delivered(): Promise<void>;
  /** Ends the server, its connections, and every webhook still on its way. */
  close(): Promise<void>;
}

export const startFakeCativa = async (options: FakeCativaOptions): Promise<FakeCativa> => {
  const { key, customerId = '01HQ0REHEARSAL00000000XYZ', now = () => new Date() } = options;
  const ending = new AbortController();
  const faults = switchboard();
  const post = webhooks(faults, now, ending.signal);
  options.listeners.forEach(post.subscribe);
  const community = newCommunity(customerId, now, post.emit);
  const change = badgeCalls(community, faults, ending.signal);
  const calls: FakeCall[] = [];

  const call = async (wanted: Pick<FakeCall, 'command' | 'member' | 'badge'>, authorized: boolean) => {
    const at = now().toISOString();
    const { outcome, reply } = await change(wanted, authorized);
    calls.push({ ...wanted, at, outcome });
    return reply;
  };
  const state = () => ({
    customerId,
    members: community.members(),
    badges: community.badges(),
    calls,
    webhooks: post.records(),
    listeners: post.listeners(),
    faults: faults.active(),
  });
  const { server, port } = await serve(
    options.port ?? 0,
    answerTo({ community, faults, key, customerId, call, state, ...(options.mails && { mails: options.mails }) }),
  );

  return {
    url: `http://127.0.0.1:${port}`,
    port,
    signUp: (person) => {
      const member = community.signUp(person);
      if (!member) throw new Error('That address or id is taken at the fake Cativa');
      return member;
    },
    giveByHand: community.give,
    takeByHand: community.take,
    joinGroup: community.joinGroup,
    changeAddress: community.changeAddress,
    removeMember: community.remove,
    holds: (member, badge) => community.find(member)?.badges.includes(badge) ?? false,
    members: community.members,
    badges: community.badges,
    calls,
    webhooks: post.records,
    subscribe: post.subscribe,
    faults: { ...faults, drift: community.drift },
    delivered: post.delivered,
    close: async () => {
      ending.abort();
      const closed = new Promise<void>((done) => void server.close(() => done()));
      server.closeAllConnections();
      await Promise.all([closed, post.delivered()]);
    },
  };
};
