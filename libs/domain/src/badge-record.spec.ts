import { describe, expect, test } from '@jest/globals';
import type { DomainEvent } from './events.js';
import { assigned, assignRequested, at, badgeSeen, fold, refused, removed, removeRequested, repeated, seen } from './given.js';
import { evolveMemberBadges as evolve } from './member-badges.js';

const recordAfter = (...events: readonly DomainEvent[]) => fold(evolve, events)?.badges['X'];

describe('what was refused', () => {
  const ASKED = assignRequested('2026-05-01');
  const NO = refused('2026-05-02', { unsure: true });

  test('and shows all the same is no longer refused, whatever the clocks say', () => {
    expect(recordAfter(ASKED, NO)).toHaveProperty('refused');
    expect(recordAfter(ASKED, NO, badgeSeen('2026-05-01'))).not.toHaveProperty('refused');
    expect(recordAfter(ASKED, NO, seen('M1', '2026-05-03', ['X']))).not.toHaveProperty('refused');
    expect(recordAfter(ASKED, NO, seen('M1', '2026-05-03', []))).toHaveProperty('refused');
  });

  test('as a removal of what did not show is asked again once it shows; as a removal of what did show it stands', () => {
    const no = refused('2026-05-04', { command: 'remove' });
    expect(recordAfter(ASKED, removeRequested('2026-05-03'), no, seen('M1', '2026-05-05', ['X']))).not.toHaveProperty('refused');
    expect(recordAfter(ASKED, badgeSeen('2026-05-02'), removeRequested('2026-05-03'), no, seen('M1', '2026-05-05', ['X']))).toHaveProperty('refused');
  });

  test('of a badge that was ours before it was asked for again leaves it ours', () => {
    const again = [badgeSeen('2026-05-02'), removeRequested('2026-05-03'), assignRequested('2026-05-04'), refused('2026-05-05')];
    expect(recordAfter(ASKED, ...again)).toMatchObject({ ours: true });
  });
});

describe('a badge that comes after its removal, and had been asked for without an answer', () => {
  const OVERTAKEN = [assignRequested('2026-05-01'), removeRequested('2026-05-02'), removed('2026-05-02')];

  test('is ours when it came within the hour', () => {
    expect(recordAfter(...OVERTAKEN, badgeSeen('2026-05-02'))).toMatchObject({ ours: true });
  });

  test('is ours when the first list after that shows it, and not when that list did not', () => {
    const [shows, lacks] = [seen('M1', '2026-05-05', ['X']), seen('M1', '2026-05-04', [])];
    expect(recordAfter(...OVERTAKEN, shows)).toMatchObject({ ours: true });
    expect(recordAfter(...OVERTAKEN, lacks, shows)).toMatchObject({ ours: false });
  });

  test('is somebody else’s when it was seen to be given later', () => {
    expect(recordAfter(...OVERTAKEN, badgeSeen('2026-05-04'), seen('M1', '2026-05-05', ['X']))).toMatchObject({ ours: false });
  });
});

describe('a badge that was asked for twice, answered once and taken away', () => {
  const twice = [assignRequested('2026-05-01T10:00'), repeated('2026-05-01T10:01', { wishedAt: at('2026-05-01T10:00') })];
  const taken = (when: string): readonly DomainEvent[] => [removeRequested(when), removed(when)];

  test('is ours when it comes once more soon after: it is the try that nobody answered', () => {
    const events = [...twice, assigned('2026-05-01T10:02'), ...taken('2026-05-01T10:10'), badgeSeen('2026-05-01T10:20')];
    expect(recordAfter(...events)).toMatchObject({ ours: true });
    expect(recordAfter(...twice, badgeSeen('2026-05-01T10:02'), ...taken('2026-05-01T10:10'), badgeSeen('2026-05-01T10:20'))).toMatchObject({
      ours: true,
    });
  });

  test('is somebody else’s when it comes once more after the hour in which a try may take effect', () => {
    const events = [...twice, assigned('2026-05-01T10:02'), ...taken('2026-05-01T12:00'), badgeSeen('2026-05-01T12:05')];
    expect(recordAfter(...events)).toMatchObject({ ours: false });
  });

  test('is somebody else’s when the one try was the one that was answered', () => {
    const events = [assignRequested('2026-05-01T10:00'), assigned('2026-05-01T10:02'), ...taken('2026-05-01T10:10'), badgeSeen('2026-05-01T10:20')];
    expect(recordAfter(...events)).toMatchObject({ ours: false });
  });
});
