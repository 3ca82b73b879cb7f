import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startFakeCativa, type FakeCativa } from '../../apps/rehearsal/src/fake-cativa.js';
import { KEY } from './badge-api-harness.js';
import { startReceiver, type Heard, type Receiver } from './fake-cativa-receiver.js';

const NOW = new Date('2026-05-08T14:32:01.789Z');
const MARY = { id: '01HQ7Z3X4Y5Z6A7B8C9D0E1F2G', email: 'mary@example.com', name: 'Mary Smith', phone: '+15551234567' };
const EVENTS = ['user_created', 'user_joined_group', 'user_received_badge'];
const secretOf = (event: string): string => `whsec_${event}_${'0123456789abcdef'.repeat(3)}`;

let receiver: Receiver;
let cativa: FakeCativa;
beforeEach(async () => {
  receiver = await startReceiver();
  const listeners = EVENTS.map((event) => ({ event, url: `${receiver.url}/${event}`, secret: secretOf(event) }));
  cativa = await startFakeCativa({ key: KEY, customerId: '01HQ0ABCDEF1234567890XYZ', listeners, now: () => NOW });
});
afterEach(async () => {
  await cativa.close();
  await receiver.close();
});

const heard = async (): Promise<readonly Heard[]> => {
  await cativa.delivered();
  return receiver.heard;
};
const user = (badges: readonly string[]) => ({
  Id: MARY.id,
  Email: MARY.email,
  FirstName: 'Mary',
  LastName: 'Smith',
  DisplayName: 'Mary Smith',
  Username: 'mary.smith',
  PhoneNumber: MARY.phone,
  CreatedAt: '2026-05-08T14:32:01Z',
  BadgeId: badges[0] ?? null,
  Badges: badges,
});

describe('the webhooks of the fake Cativa', () => {
  test('carry a signature over time and body, made with the whole secret of their listener', async () => {
    cativa.signUp(MARY);
    cativa.giveByHand(MARY.id, 'premium');
    const parcels = await heard();
    expect(parcels).toHaveLength(2);
    for (const { event, body, headers } of parcels) {
      const [, t, v1] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-cativa-signature'])) ?? [];
      expect(t).toBe(String(Math.floor(NOW.getTime() / 1000)));
      expect(v1).toBe(
        createHmac('sha256', Buffer.from(secretOf(event), 'utf8'))
          .update(Buffer.from(`${t}.${body}`, 'utf8'))
          .digest('hex'),
      );
    }
  });

  test('say who signed up, twice over as Cativa does', async () => {
    cativa.signUp(MARY);
    const [parcel] = await heard();
    const { Id: UserId, BadgeId: _, Badges: __, ...copies } = user([]);
    expect(parcel?.event).toBe('user_created');
    expect(parcel?.json).toEqual({ CustomerId: '01HQ0ABCDEF1234567890XYZ', UserId, ...copies, User: user([]) });
  });

  test('list every badge held when one is given', async () => {
    cativa.signUp(MARY);
    cativa.giveByHand(MARY.id, 'first');
    await heard();
    cativa.giveByHand(MARY.id, 'second');
    expect((await heard()).at(-1)?.json).toEqual({
      CustomerId: '01HQ0ABCDEF1234567890XYZ',
      BadgeId: 'second',
      BadgeName: 'second',
      User: user(['first', 'second']),
      ReceivedAt: '2026-05-08T14:32:01Z',
    });
  });

  test('list every badge held when a group is joined', async () => {
    cativa.signUp(MARY);
    cativa.faults.drift(MARY.id, 'premium');
    await heard();
    cativa.joinGroup(MARY.id, { id: 'g1', name: 'Mentorship' });
    expect((await heard()).at(-1)?.json).toEqual({
      CustomerId: '01HQ0ABCDEF1234567890XYZ',
      GroupId: 'g1',
      GroupName: 'Mentorship',
      User: user(['premium']),
      JoinedAt: '2026-05-08T14:32:01Z',
    });
  });

  test('do not exist for what Cativa keeps to itself: a badge taken, an address changed, a member gone', async () => {
    cativa.signUp(MARY);
    cativa.giveByHand(MARY.id, 'premium');
    cativa.takeByHand(MARY.id, 'premium');
    cativa.changeAddress(MARY.id, 'new@example.com');
    cativa.removeMember(MARY.id);
    expect((await heard()).map(({ event }) => event).sort()).toEqual(['user_created', 'user_received_badge']);
  });

  test('come again under the same execution id until the receiver accepts them', async () => {
    receiver.answers(503, 500);
    cativa.signUp(MARY);
    const parcels = await heard();
    expect(parcels).toHaveLength(3);
    expect(new Set(parcels.map(({ headers }) => headers['x-cativa-execution-id'])).size).toBe(1);
    expect(cativa.webhooks()).toMatchObject([{ event: 'user_created', attempts: 3, delivered: true }]);
  });

  test('have one automation id per listener and one execution id per event', async () => {
    cativa.subscribe({ event: 'user_created', url: `${receiver.url}/again`, secret: 'whsec_again' });
    cativa.signUp(MARY);
    cativa.signUp({ email: 'ana@example.com', name: 'Ana' });
    const headers = (await heard()).map((parcel) => parcel.headers);
    expect(new Set(headers.map((each) => each['x-cativa-automation-id'])).size).toBe(2);
    expect(new Set(headers.map((each) => each['x-cativa-execution-id'])).size).toBe(2);
  });

  test('end with the server', async () => {
    receiver.answers(...Array.from({ length: 50 }, () => 500));
    cativa.signUp(MARY);
    await cativa.close();
    expect(cativa.webhooks()).toEqual([]);
  });
});

describe('faults on the way to the receiver', () => {
  test('webhooksDown swallows as many attempts as it is told', async () => {
    cativa.faults.on('webhooksDown', { times: 2 });
    cativa.signUp(MARY);
    expect(await heard()).toHaveLength(1);
    expect(cativa.webhooks()).toMatchObject([{ attempts: 3, delivered: true }]);
  });

  test('duplicateWebhooks brings the same event several times', async () => {
    cativa.faults.on('duplicateWebhooks', { value: 2, times: 1 });
    cativa.signUp(MARY);
    const parcels = await heard();
    expect(parcels).toHaveLength(3);
    expect(new Set(parcels.map(({ headers }) => headers['x-cativa-execution-id'])).size).toBe(1);
  });

  test('reorderWebhooks brings the newest first', async () => {
    cativa.faults.on('reorderWebhooks');
    cativa.signUp(MARY);
    cativa.giveByHand(MARY.id, 'premium');
    cativa.joinGroup(MARY.id);
    expect((await heard()).map(({ event }) => event)).toEqual(['user_joined_group', 'user_received_badge', 'user_created']);
  });
});
