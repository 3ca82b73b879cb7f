import { test } from '@jest/globals';
import { evolveBlock } from './block.js';
import { evolveClaimRequest } from './claim-request.js';
import { evolveEntitlement } from './entitlement.js';
import type { DomainEvent } from './events.js';
import * as g from './given.js';
import { sameInEveryOrder } from './given-worlds.js';
import { evolvePendingGrant } from './pending-grant.js';

/* Words of people and about people: in every order and repetition they end in one row. */

const windows = (facts: readonly DomainEvent[]): readonly (readonly DomainEvent[])[] =>
  facts.map((_, index) => [...facts, ...facts].slice(index, index + 3));

test('a sale ends in one row, whoever claims it', () => {
  const facts = [
    g.paid('2026-05-01'),
    g.claimed('2026-05-02'),
    g.claimed('2026-05-02', { member: 'M7' }),
    g.claimUndone('2026-05-02'),
    g.claimUndone('2026-05-03'),
    g.refunded('2026-05-03'),
  ];
  windows(facts).forEach((some) => sameInEveryOrder(evolveEntitlement, some));
  sameInEveryOrder(evolveEntitlement, facts);
});

test('a gift ends in one row, however often it is given and ended', () => {
  const facts = [
    g.giftGiven('2026-05-01'),
    g.giftGiven('2026-05-01', { until: g.at('2026-06-01') }),
    g.giftGiven('2026-05-03', { parent: 'shop/S1', person: undefined, member: 'M1' }),
    g.giftEnded('2026-05-02'),
    g.giftEnded('2026-05-03', { by: 'eva' }),
  ];
  windows(facts).forEach((some) => sameInEveryOrder(evolveEntitlement, some));
  sameInEveryOrder(evolveEntitlement, facts);
});

test('a block ends in one row', () => {
  sameInEveryOrder(evolveBlock, [
    g.blockSet('2026-05-01'),
    g.blockSet('2026-05-01', { until: g.at('2026-05-09') }),
    g.blockLifted('2026-05-01'),
    g.blockLifted('2026-05-03', { by: 'eva' }),
  ]);
});

test('a request and its answers end in one row', () => {
  sameInEveryOrder(evolveClaimRequest, [
    g.claimRequested('2026-05-01'),
    g.claimRequested('2026-05-01', { member: 'M1' }),
    g.claimAnswered('2026-05-02'),
    g.claimAnswered('2026-05-02', { granted: false }),
  ]);
});

test('the mails to a buyer end in one row', () => {
  const facts = [
    g.inviteRequested('2026-05-01'),
    g.inviteFailed('2026-05-01'),
    g.inviteRequested('2026-05-02', { attempt: 2 }),
    g.inviteSent('2026-05-02', { attempt: 2 }),
    g.inviteFailed('2026-05-02', { attempt: 2, final: true }),
    g.inviteSent('2026-05-05', { mail: 1 }),
    g.inviteSent('2026-05-05', { invited: 'shop/S2' }),
    g.invitesStopped('2026-05-06'),
    g.giftGiven('2026-05-03'),
    g.seen('M1', '2026-05-07'),
  ];
  windows(facts).forEach((some) => sameInEveryOrder(evolvePendingGrant, some));
  sameInEveryOrder(evolvePendingGrant, facts.slice(0, 6));
});
