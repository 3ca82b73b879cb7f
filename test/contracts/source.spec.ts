import { describe, expect, test } from '@jest/globals';
import { blanking, exampleBytes, signedExample, sources, type Delivery, type Source } from '#sources';
import { context, NOW, RECEIVED, SECRET, unsigned, VALUES } from './source-deliveries.js';

const HOUR_AGO = new Date(NOW.getTime() - 3_600_000);

const flipped = (body: Buffer): Buffer => {
  const bytes = Buffer.from(body);
  const middle = Math.floor(bytes.length / 2);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  return bytes;
};

test('every source is registered under its own name', () => {
  for (const [name, source] of Object.entries(sources)) expect(source.name).toBe(name);
});

describe.each(Object.values(sources).map((source): [string, Source] => [source.name, source]))('%s', (_, source) => {
  describe.each(Object.entries(source.examples))('example %s', (__, example) => {
    const sent = (secret = SECRET, now = NOW): Delivery => ({ ...RECEIVED, ...signedExample(source, example, VALUES, { secret, now }) });
    const delivery = sent();
    const signs = example.signs ?? source.signs;
    const refusal = example.greeting ? 'greeting' : 'unsigned';

    test('passes with its own signature, and while secrets are exchanged', () => {
      expect(source.verify(delivery, [SECRET], NOW)).toMatchObject({ ok: true });
      expect(source.verify(delivery, ['the-next-secret', SECRET], NOW)).toMatchObject({ ok: true });
    });

    test('is refused without headers and query and before it is signed', () => {
      expect(source.verify(unsigned(exampleBytes(example, VALUES)), [SECRET], NOW)).toEqual({ ok: false, because: refusal });
    });

    test.each([
      ['another secret', ['another-secret']],
      ['an empty secret', ['']],
      ['a blank secret', [' ']],
      ['no secrets', []],
      ['a part of the secret', [SECRET.slice(0, -1)]],
    ])('is refused with %s', (___, secrets) => {
      expect(source.verify(delivery, secrets, NOW)).toEqual({ ok: false, because: 'forged' });
    });

    test('is refused as what any other system would have signed', () => {
      for (const other of Object.values<Source>(sources).filter(({ name }) => name !== source.name)) {
        const theirs = { ...RECEIVED, ...other.sign(exampleBytes(example, VALUES), SECRET, NOW) };
        expect([other.name, source.verify(theirs, [SECRET], NOW).ok]).toEqual([other.name, false]);
      }
    });

    test('is refused when an empty secret signed it', () => {
      expect(source.verify(sent(''), [''], NOW).ok).toBe(false);
    });

    test('is refused with one flipped byte where bytes are signed', () => {
      const verdict = source.verify({ ...delivery, body: flipped(delivery.body) }, [SECRET], NOW);
      expect(verdict).toMatchObject(signs === 'token' ? { ok: true } : { ok: false, because: 'forged' });
    });

    test('is refused an hour later, or an hour early, where time is signed', () => {
      const old = source.verify(sent(SECRET, HOUR_AGO), [SECRET], NOW);
      const early = source.verify(delivery, [SECRET], HOUR_AGO);
      const expected = signs === 'body+time' ? { ok: false, because: 'stale' } : { ok: true };
      expect([old, early]).toMatchObject([expected, expected]);
    });

    test('reads as what it is meant to be, and the same every time', () => {
      const reading = source.read(delivery, context);
      expect(reading.kind).toBe(example.expects);
      expect(source.read(delivery, context)).toEqual(reading);
      expect(source.read({ ...delivery, headers: { ...delivery.headers }, body: Buffer.from(delivery.body) }, context)).toEqual(reading);
    });

    test('can be read again from the bytes and the headers that are kept', () => {
      const headers = Object.fromEntries(Object.entries(delivery.headers).filter(([name]) => source.keptHeaders.includes(name)));
      const kept = blanking(source.secretFields, [SECRET])(delivery.body);
      expect(JSON.stringify(headers) + kept.toString('utf8')).not.toContain(SECRET);
      expect(source.read({ ...RECEIVED, headers, query: {}, body: kept }, context)).toEqual(source.read(delivery, context));
    });

    test('names a person only in the personal part, and a secret nowhere', () => {
      const reading = source.read(delivery, context);
      const open = reading.kind === 'facts' ? reading.facts.map(({ key, fact }) => ({ key, fact })) : reading;
      const text = JSON.stringify(open).toLowerCase();
      for (const hidden of [VALUES.email, VALUES.name, SECRET]) expect(text).not.toContain(hidden.toLowerCase());
      expect(JSON.stringify(reading)).not.toContain(SECRET);
    });

    test('gives facts with times as instants, keys of their own, and no undefined field', () => {
      const reading = source.read(delivery, context);
      const facts = reading.kind === 'facts' ? reading.facts : [];
      expect(facts.length > 0).toBe(example.expects === 'facts');
      expect(new Set(facts.map(({ key }) => key)).size).toBe(facts.length);
      for (const { fact } of facts) expect(fact.data.occurredAt).toMatch(/^2[01]\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      for (const { fact } of facts) expect(Object.values(fact.data)).not.toContain(undefined);
    });
  });
});
