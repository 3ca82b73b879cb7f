import { describe, expect, test } from '@jest/globals';
import type { DomainEvent } from './events.js';
import * as g from './given.js';
import { DEFAULT_REMINDER_DAYS, dueMail, invitedAt, mailTroubles } from './invite.js';
import { evolvePendingGrant, pendingState } from './pending-grant.js';

const PAID = g.paid('2026-05-01');
const REASONS = (when: string) => g.reasonsAt(when, g.sale(PAID));
const grantOf = (...facts: DomainEvent[]) => g.fold(evolvePendingGrant, [PAID, ...facts]);
const dueOn = (when: string, facts: DomainEvent[], reasons = REASONS(when), days = DEFAULT_REMINDER_DAYS) =>
  dueMail(grantOf(...facts)?.invites, reasons, g.at(when), days);
const SENT = [g.inviteRequested('2026-05-01'), g.inviteSent('2026-05-01')];

describe('the mail that is due', () => {
  test('is the invitation, at once', () => {
    expect(dueOn('2026-05-01', [])).toEqual({ invited: 'shop/S1', mail: 0, attempt: 1 });
  });

  test('is none after the invitation until the third day, and then a reminder, and another on the seventh', () => {
    expect(dueOn('2026-05-04T11:59', SENT)).toBeUndefined();
    expect(dueOn('2026-05-04', SENT)).toMatchObject({ mail: 1, attempt: 1 });
    const reminded = [...SENT, g.inviteRequested('2026-05-04', { mail: 1 }), g.inviteSent('2026-05-04', { mail: 1 })];
    expect(dueOn('2026-05-07', reminded)).toBeUndefined();
    expect(dueOn('2026-05-08', reminded)).toMatchObject({ mail: 2 });
    expect(dueOn('2026-06-08', [...reminded, g.inviteSent('2026-05-08', { mail: 2 })])).toBeUndefined();
  });

  test('is the latest reminder only, where days were missed', () => {
    expect(dueOn('2026-05-20', SENT)).toMatchObject({ mail: 2 });
  });

  test('follows the days of the installation; without days there is no reminder', () => {
    expect(dueOn('2026-05-02', SENT, REASONS('2026-05-02'), [1])).toMatchObject({ mail: 1 });
    expect(dueOn('2026-06-02', SENT, REASONS('2026-06-02'), [])).toBeUndefined();
  });

  test('is none where nothing lives, or where the product opens nothing', () => {
    expect(dueOn('2026-05-04', SENT, g.reasonsAt('2026-05-04', g.sale(PAID, g.refunded('2026-05-02'))))).toBeUndefined();
    expect(dueOn('2026-05-01', [], g.reasonsAt('2026-05-01', g.sale(PAID), g.catalogOfLines()))).toBeUndefined();
  });

  test('stays with the sale that was written about, and is about another when that one died', () => {
    const second = g.sale(g.paid('2026-04-01', { sale: 'shop/S0', charge: 'C0' }));
    expect(dueOn('2026-05-02', SENT, [...g.reasonsAt('2026-05-02', second), ...REASONS('2026-05-02')])).toBeUndefined();
    expect(dueOn('2026-05-02', SENT, g.reasonsAt('2026-05-02', second))).toEqual({ invited: 'shop/S0', mail: 0, attempt: 1 });
  });

  test('is no reminder for a reader who wants none', () => {
    expect(dueOn('2026-05-20', [...SENT, g.invitesStopped('2026-05-02')])).toBeUndefined();
  });
});

describe('a mail that did not go', () => {
  const failed = (final: boolean) => [g.inviteRequested('2026-05-01'), g.inviteFailed('2026-05-01', { final })];

  test('is tried again after a wait, with the next number', () => {
    expect(dueOn('2026-05-01T12:00:09', failed(false))).toBeUndefined();
    expect(dueOn('2026-05-01T12:00:10', failed(false))).toEqual({ invited: 'shop/S1', mail: 0, attempt: 2 });
  });

  test('for good is not tried again, and waits for a person', () => {
    expect(dueOn('2026-05-20', failed(true))).toBeUndefined();
    expect(mailTroubles(grantOf(...failed(true))?.invites, ['shop/S1'], g.at('2026-05-02'))).toMatchObject([{ mail: 0, attempt: 1 }]);
    expect(mailTroubles(grantOf(...failed(true))?.invites, [], g.at('2026-05-02'))).toEqual([]);
  });

  test('of which no answer came, as after a crash, is never sent by itself again; a person decides after a quarter of an hour', () => {
    const asked = [g.inviteRequested('2026-05-01')];
    expect(dueOn('2026-05-20', asked)).toBeUndefined();
    const troubles = (when: string) => mailTroubles(grantOf(...asked)?.invites, ['shop/S1'], g.at(when));
    expect([troubles('2026-05-01T12:14'), troubles('2026-05-01T12:15').length]).toEqual([[], 1]);
    const again = [...asked, g.inviteFailed('2026-05-03', { because: 'to be sent again, says rui' })];
    expect(dueOn('2026-05-04', again)).toMatchObject({ attempt: 2 });
  });

  test('and went at last is trouble no more', () => {
    const facts = [...failed(false), g.inviteRequested('2026-05-02', { attempt: 2 }), g.inviteSent('2026-05-02', { attempt: 2 })];
    expect(mailTroubles(grantOf(...facts)?.invites, ['shop/S1'], g.at('2026-06-02'))).toEqual([]);
  });
});

describe('a pending grant', () => {
  const stateOf = (lives: boolean, ...facts: DomainEvent[]) => {
    const grant = grantOf(...facts);
    return grant && pendingState(grant, lives);
  };
  test('waits, is invited, is reminded, and then fulfilled or withdrawn', () => {
    const reminded = [...SENT, g.inviteSent('2026-05-04', { mail: 1 })];
    expect([stateOf(true), stateOf(true, ...SENT), stateOf(true, ...reminded), stateOf(false, ...reminded)]).toEqual([
      'waiting',
      'invited',
      'reminded',
      'withdrawn',
    ]);
    expect(stateOf(true, ...reminded, g.seen('M1', '2026-05-05'))).toBe('fulfilled');
    expect(invitedAt(grantOf(...reminded)?.invites)).toEqual({ invited: g.at('2026-05-01'), reminded: g.at('2026-05-04') });
  });
});
