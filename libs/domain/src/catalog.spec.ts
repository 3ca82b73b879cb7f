import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { badgesOf, catalogChanges, catalogOf, evolveCatalog, mappingFor, mappingKey, type CatalogRow } from './catalog.js';
import type { Mapping } from './events.js';
import { catalogAt, catalogOfLines, fold, mapped, mapping, recorded, unmapped } from './given.js';

const product = 'shop/course';
const whole = mapping(product, ['X']);
const plan = mapping(product, ['P'], { plan: 'gold' });
const offer = mapping(product, ['O'], { offer: 'o1' });
const both = mapping(product, ['B'], { plan: 'gold', offer: 'o1' });

const lines = fc.uniqueArray(
  fc.record(
    {
      product: fc.constantFrom('a', 'b'),
      name: fc.constantFrom('A', 'B'),
      badges: fc.uniqueArray(fc.constantFrom({ id: 'X', name: 'x' }, { id: 'Y', name: 'y' })),
      policies: fc.record({ renewalGraceDays: fc.nat(3), accessDays: fc.nat(3) }, { requiredKeys: [] }),
      plan: fc.constantFrom('p', 'q'),
      offer: fc.constantFrom('o'),
    },
    { requiredKeys: ['product', 'name', 'badges', 'policies'] },
  ),
  { selector: mappingKey },
);
const turned = (line: Mapping): Mapping => ({
  ...(line.offer !== undefined && { offer: line.offer }),
  ...(line.plan !== undefined && { plan: line.plan }),
  name: line.name,
  product: line.product,
  policies: Object.fromEntries(Object.entries(line.policies).reverse()),
  badges: line.badges.toReversed(),
});

describe('the line that speaks for a purchase', () => {
  const catalog = catalogOfLines(whole, plan, offer, both);
  test.each([
    [{}, whole],
    [{ plan: 'gold' }, plan],
    [{ planName: 'gold' }, plan],
    [{ plan: 'silver' }, whole],
    [{ offer: 'o1' }, offer],
    [{ plan: 'silver', offer: 'o1' }, offer],
    [{ plan: 'gold', offer: 'o1' }, both],
    [{ plan: 'gold', offer: 'o2' }, plan],
  ])('of %p is the most precise that fits', (bought, line) => expect(mappingFor(catalog, { product, ...bought })).toEqual(line));

  test('is none for another product, or for another plan where only plans are named', () => {
    expect(mappingFor(catalog, { product: 'shop/other' })).toBeUndefined();
    expect(mappingFor(catalogOfLines(plan), { product })).toBeUndefined();
  });
  test('does not depend on the order of the catalog, even where two lines fit alike', () => {
    const rivals = [plan, mapping(product, ['N'], { plan: 'Gold plan' })];
    const bought = { product, plan: 'gold', planName: 'Gold plan' };
    expect(mappingFor(catalogOfLines(...rivals), bought)).toEqual(mappingFor(catalogOfLines(...rivals.toReversed()), bought));
  });
});

describe('changes', () => {
  test('an unchanged catalog gives none, whatever the order of fields, badges and lines', () => {
    fc.assert(fc.property(lines, (wanted) => expect(catalogChanges(wanted, wanted.map(turned).reverse())).toEqual([])));
  });
  test('turn one catalog into the other', () => {
    fc.assert(
      fc.property(lines, lines, (now, wanted) => {
        const facts = catalogChanges(now, wanted).map(({ type, mapping: line }) =>
          type === 'ProductMapped' ? mapped('2026-05-01', { mapping: line }) : unmapped('2026-05-01', line),
        );
        const rows = new Map(now.map((line): [string, CatalogRow] => [mappingKey(line), { key: mappingKey(line), mapping: line, position: '1' }]));
        for (const fact of facts) {
          const key = mappingKey(fact.type === 'ProductMapped' ? fact.data.mapping : fact.data);
          const next = evolveCatalog(rows.get(key), recorded(fact, 2));
          if (next) rows.set(key, next);
        }
        const after = catalogOf([...rows.values()]);
        expect(catalogChanges(after.mappings, wanted)).toEqual([]);
        expect(after.mappings).toHaveLength(wanted.length);
      }),
    );
  });
  test('another badge, another name or another rule is a change', () => {
    for (const other of [mapping(product, ['Y']), { ...whole, name: 'New' }, { ...whole, policies: { accessDays: 1 } }]) {
      expect(catalogChanges([whole], [other])).toEqual([{ type: 'ProductMapped', mapping: other }]);
    }
    expect(catalogChanges([whole, plan], [plan])).toEqual([{ type: 'ProductUnmapped', mapping: whole }]);
  });
});

describe('the catalog', () => {
  test('remembers where the log last changed it, also when a line went', () => {
    const row = fold(evolveCatalog, [mapped('2026-05-01', { mapping: whole }), unmapped('2026-05-02')]);
    expect(row).toEqual({ key: mappingKey(whole), position: '2' });
    expect(catalogOf(row ? [row] : [])).toEqual({ mappings: [], changedAt: 2n });
    expect(catalogAt(10, whole).changedAt > catalogAt(9, whole).changedAt).toBe(true);
  });
  test('a row holds no empty fields', () => {
    const row = fold(evolveCatalog, [mapped('2026-05-01', { mapping: { ...whole, plan: undefined, policies: { accessDays: undefined } } })]);
    expect(row?.mapping).toStrictEqual(whole);
  });
  test('names every badge once', () => expect([...badgesOf(catalogOfLines(whole, mapping('shop/b', ['X', 'Y']))).keys()]).toEqual(['X', 'Y']));
});
