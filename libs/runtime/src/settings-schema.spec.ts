import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { catalogSchema, settingsSchema } from './settings-schema.js';
import { parseSettings } from './settings.js';

const shipped = (file: string): string => readFileSync(file, 'utf8');

describe.each([
  ['catraca.schema.json', settingsSchema],
  ['catalog.schema.json', catalogSchema],
])('%s', (file, schema) => {
  test('is what boot checks with, to the letter (CONTRIBUTING, "A setting", says how to write it anew)', () => {
    expect(shipped(file)).toBe(`${JSON.stringify(schema, undefined, 2)}\n`);
  });
});

describe('catraca.example.yaml', () => {
  const example = shipped('catraca.example.yaml');
  const NAMES = ['HOTMART_HOTTOK', 'CATIVA_WEBHOOK_SECRET', 'CATIVA_API_KEY', 'CATIVA_BADGES_SECRET', 'STRIPE_WEBHOOK_SECRET', 'STRIPE_READ_KEY'];
  const env = Object.fromEntries(NAMES.map((name) => [name, `the value of ${name}`]));

  test('names its schema for editors', () => {
    expect(example).toMatch(/^# yaml-language-server: \$schema=\.\/catraca\.schema\.json$/m);
  });

  test('parses as it stands', () => {
    expect(parseSettings(example, env).problems).toEqual([]);
  });

  test('parses with its commented parts switched on', () => {
    const all = example.replace(/^( +)# (?=api:$|  \w+: |(?:cativa-badges|stripe): )/gm, '$1');
    const { settings, problems } = parseSettings(all, env);
    expect(problems).toEqual([]);
    expect(settings?.cativa.api?.key).toBe('the value of CATIVA_API_KEY');
    expect(Object.keys(settings?.channels ?? {})).toEqual(['hotmart', 'cativa-users', 'cativa-badges', 'stripe']);
    expect(settings?.channels['stripe']?.lookup?.key).toBe('the value of STRIPE_READ_KEY');
  });

  test('needs no variable that .env.example does not name', () => {
    const named = [...shipped('.env.example').matchAll(/^\w+(?==)/gm)].map(([name]) => [name, 'a long enough value'] as const);
    expect(parseSettings(example, Object.fromEntries(named)).problems).toEqual([]);
  });
});
