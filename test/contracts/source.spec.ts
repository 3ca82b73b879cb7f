import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { blankSecrets, exampleBytes, exampleValues, signedExample, sources, type Delivery, type ReadContext, type Source } from '#sources';
import { anyJson, changed, pathsOf } from './source-changes.js';

const RUNS = { numRuns: 2_000 };
/** Many runs on a busy machine take longer than a test may by default. */
const PATIENCE_MS = 60_000;
const NOW = new Date('2026-11-20T12:00:00.000Z');
const HOUR_AGO = new Date(NOW.getTime() - 3_600_000);
const SECRET = 'the-right-secret-0123456789';
const VALUES = exampleValues({}, NOW);

const context: ReadContext = { personOf: (address) => createHash('sha256').update(address).digest('hex'), testsAreReal: false };
const bytesOf = (body: unknown): Buffer => Buffer.from(JSON.stringify(body) ?? '', 'utf8');

const RECEIVED = { channel: 'contract', receivedAt: NOW.toISOString() };
const unsigned = (body: Buffer): Delivery => ({ ...RECEIVED, body, headers: {}, query: {} });
const signed = (source: Source, body: Buffer): Delivery => ({ ...RECEIVED, ...source.sign(body, SECRET, NOW) });

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
  const bodies = Object.values(source.examples).map((example) => example.body(VALUES));
  const places = bodies.flatMap((body) => pathsOf(body).map((path) => [body, path] as const));

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
      const kept = blankSecrets(delivery.body, source.secretFields, [SECRET]);
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

  test(
    'an unusual header never makes it throw, and never lets anybody in',
    () => {
      const { headers, query } = source.sign(Buffer.from('{}'), SECRET, NOW);
      const names = [...Object.keys(headers).filter((name) => name !== 'content-type'), ...Object.keys(query)];
      fc.assert(
        fc.property(fc.constantFrom(...names), fc.string(), fc.uint8Array(), (name, value, body) => {
          const delivery = { ...unsigned(Buffer.from(body)), headers: { [name]: value }, query: { [name]: value } };
          expect(source.verify(delivery, [SECRET], NOW).ok).toBe(false);
        }),
        RUNS,
      );
    },
    PATIENCE_MS,
  );

  test(
    'no bytes whatsoever make reading throw',
    () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
          expect(source.read(unsigned(Buffer.from(bytes)), context).kind).toBe('unreadable');
        }),
        RUNS,
      );
    },
    PATIENCE_MS,
  );

  test.each(['', ' ', 'null', '[]', '"text"', '1', '{', '{}', '{"a":1}x', `${'['.repeat(200_000)}`, `${'{"data":'.repeat(100_000)}`])(
    'a body such as %.12s is unreadable',
    (text) => {
      const reading = source.read(unsigned(Buffer.from(text)), context);
      expect(reading).toEqual({ kind: 'unreadable', issues: expect.arrayContaining([expect.any(String)]) });
    },
  );

  test(
    'no JSON whatsoever makes reading throw',
    () => {
      fc.assert(
        fc.property(anyJson, (json) => {
          expect(source.read(signed(source, bytesOf(json)), context)).toHaveProperty('kind');
        }),
        RUNS,
      );
    },
    PATIENCE_MS,
  );

  test(
    'no change to an example makes reading throw, or a fact without a time',
    () => {
      const place = fc.nat({ max: places.length - 1 });
      fc.assert(
        fc.property(place, fc.option(anyJson, { nil: undefined }), (which, put) => {
          const [body, path] = places[which] ?? [{}, []];
          const reading = source.read(signed(source, bytesOf(changed(body, path, put))), context);
          for (const { fact } of reading.kind === 'facts' ? reading.facts : []) expect(fact.data.occurredAt).toMatch(/^2[01].*Z$/);
        }),
        RUNS,
      );
    },
    PATIENCE_MS,
  );

  test.each([
    ['as deep as allowed', 50],
    ['deeper than any stack', 200_000],
  ])('brackets in the place of a field are harmless, %s', (__, depth) => {
    const brackets = '['.repeat(depth) + ']'.repeat(depth);
    for (const [body, path] of places.filter((___, index) => index % 7 === 0)) {
      const text = JSON.stringify(changed(body, path, 'HERE')).replace('"HERE"', brackets);
      expect(source.read(signed(source, Buffer.from(text)), context)).toHaveProperty('kind');
    }
  });

  test(
    'issues never repeat a value of the payload',
    () => {
      const secretText = 'Very-Private 123';
      const issues = places.flatMap(([body, path]) => {
        const reading = source.read(unsigned(bytesOf(changed(body, path, [{ [secretText]: secretText }]))), context);
        return reading.kind === 'unreadable' ? reading.issues : [];
      });
      expect(issues.length).toBeGreaterThan(0);
      expect(issues.join()).not.toContain(secretText);
    },
    PATIENCE_MS,
  );
});
