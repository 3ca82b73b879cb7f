import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { exampleBytes, FORM, sources, type Source } from '#sources';
import { anyJson, changed, pathsOf } from './source-changes.js';
import { bytesOf, context, NOW, RECEIVED, SECRET, signed, unsigned, VALUES } from './source-deliveries.js';

/** How many bodies each property is tried with: `npm run soak` tries 100,000. */
const RUNS = { numRuns: Number(process.env['SOAK'] ?? 150) };
/** Many runs on a busy machine take longer than a test may by default. */
const PATIENCE_MS = 60_000 + RUNS.numRuns * 20;

describe.each(Object.values(sources).map((source): [string, Source] => [source.name, source]))('%s', (_, source) => {
  const bodies = Object.values(source.examples).map((example) => example.body(VALUES));
  const places = bodies.flatMap((body) => pathsOf(body).map((path) => [body, path] as const));

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

  const forms = Object.values(source.examples).filter(({ contentType }) => contentType === FORM);
  test(
    'no change to a form makes reading throw, or a fact without a time',
    () => {
      if (forms.length === 0) return expect(source.contentTypes).not.toContain(FORM);
      const anyForm = fc.constantFrom(...forms).chain((example) => {
        const fields = [...new URLSearchParams(exampleBytes(example, VALUES).toString())];
        return fc.tuple(
          fc.constant(example),
          fc.constant(fields),
          fc.nat({ max: fields.length - 1 }),
          fc.oneof(fc.string(), fc.string({ unit: 'binary' })),
        );
      });
      return fc.assert(
        fc.property(anyForm, ([example, fields, which, put]) => {
          const body = new URLSearchParams(fields.map(([name, value], index): [string, string] => [name, index === which ? put : value])).toString();
          const signedForm = source.sign(Buffer.from(body), SECRET, NOW, example.contentType);
          const reading = source.read({ ...RECEIVED, ...signedForm }, context);
          for (const { fact } of reading.kind === 'facts' ? reading.facts : []) expect(fact.data.occurredAt).toMatch(/^2[01].*Z$/);
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
