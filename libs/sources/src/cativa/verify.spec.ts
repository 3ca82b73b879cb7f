import { describe, expect, test } from '@jest/globals';
import type { Verdict } from '../source.js';
import { sentAt, verify } from './verify.js';

const SECRET = `whsec_${'0123456789abcdef'.repeat(4)}`;
const T = 1_778_250_721;
const NOW = new Date(T * 1_000);
const BODY = '{"CustomerId":"c1","UserId":"u1"}';
const RIGHT = '16dcf2e55a10b87fb7507cb5aa8776c19b1dc074a8d7f45824951a23e53c0e37';
const WRONG = 'f'.repeat(64);

const verdict = (header: string | undefined, { secrets = [SECRET], now = NOW, body = BODY } = {}): Verdict =>
  verify(
    { channel: 'cativa', body: Buffer.from(body), headers: { 'x-cativa-signature': header }, query: {}, receivedAt: NOW.toISOString() },
    secrets,
    now,
  );
const refused = (because: 'unsigned' | 'forged' | 'stale'): Verdict => ({ ok: false, because });

describe('the signature of Cativa', () => {
  test.each([
    [BODY, RIGHT],
    ['{"User":{"FirstName":"João"}}\n', '6f4066dd65d6056607d9b45cbfb57a17ecc96811a7204756b947ef7347ef2eaa'],
    ['', 'e9865310b30771ee5f3f769cad02f13bd5399b45b93baa19950bad1e8fb329f9'],
  ])('of %j is made with the whole secret, its prefix included', (body, hash) => {
    expect(verdict(`t=${T},v1=${hash}`, { body })).toEqual({ ok: true });
  });

  test.each([
    [BODY, '1bb25d988db7a7f6a4a48b8a1e704fd53732ed638b695c2100ae2dcf9d13ed34'],
    ['{"User":{"FirstName":"João"}}\n', 'f6334b87a72d967c345105534e8925b4b204a7c697d3288bacae211f1a0544ca'],
    ['', '42278a09bba019ee67270f5aef4b54c670154f4b8daa4eacf96010b8af502523'],
  ])('of %j is not made with the secret without its prefix', (body, hash) => {
    expect(verdict(`t=${T},v1=${hash}`, { body })).toEqual(refused('forged'));
  });

  test.each([
    `t=${T},v1=${WRONG},v1=${RIGHT}`,
    `v1=${RIGHT},t=${T}`,
    `t=${T}, v1=${RIGHT}`,
    `t=${T},v0=x,v1=${RIGHT}`,
    `t=${T},v1=${RIGHT.toUpperCase()}`,
  ])('is right in %.40s…', (header) => {
    expect(verdict(header)).toEqual({ ok: true });
  });

  test('is right by the old secret as by the new one while they are exchanged', () => {
    expect(verdict(`t=${T},v1=${RIGHT}`, { secrets: ['whsec_new', SECRET] })).toEqual({ ok: true });
    expect(verdict(`t=${T},v1=${RIGHT}`, { secrets: ['whsec_new'] })).toEqual(refused('forged'));
  });

  test.each([undefined, ''])('is missing from %j', (header) => {
    expect(verdict(header)).toEqual(refused('unsigned'));
  });

  test.each([
    'nonsense',
    `v1=${RIGHT}`,
    `t=${T}`,
    `t=,v1=${RIGHT}`,
    `t=now,v1=${RIGHT}`,
    `t=-${T},v1=${RIGHT}`,
    `t=${T}.0,v1=${RIGHT}`,
    `t=${T},t=${T},v1=${RIGHT}`,
    `t=${T},v1=${RIGHT.slice(1)}`,
    `t=${T},v1=${RIGHT}0`,
    `t=${T},v1=${WRONG}`,
    `t=${T + 1},v1=${RIGHT}`,
  ])('is forged in %.40s…', (header) => {
    expect(verdict(header)).toEqual(refused('forged'));
  });

  test.each([
    [-301, refused('stale')],
    [-300, { ok: true }],
    [300, { ok: true }],
    [301, refused('stale')],
  ])('%d seconds away is judged by the clock', (seconds, expected) => {
    expect(verdict(`t=${T},v1=${RIGHT}`, { now: new Date(NOW.getTime() + seconds * 1_000) })).toEqual(expected);
  });

  test('that is old and wrong is forged: only what is truly signed can be stale', () => {
    expect(verdict(`t=${T - 9_000},v1=${RIGHT}`)).toEqual(refused('forged'));
  });
});

test('tells when the delivery left', () => {
  expect(sentAt({ 'x-cativa-signature': `t=${T},v1=${RIGHT}` })).toBe('2026-05-08T14:32:01.000Z');
  expect(sentAt({ 'x-cativa-signature': `t=999999999999,v1=${RIGHT}` })).toBeUndefined();
  expect(sentAt({})).toBeUndefined();
});
