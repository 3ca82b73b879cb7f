import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { blanking } from './blank.js';
import { jsonObject } from './json.js';

const awkward = fc.constantFrom('a', '"', '\\', '/', 'é', '\n', '\u0000', '\ud83d', '😀', '*');

const blanked = (text: string, secrets: readonly string[] = []): string => blanking(['hottok'], secrets)(Buffer.from(text)).toString('utf8');

describe('blanking secrets', () => {
  test.each([
    ['{"hottok":"abc"}', '{"hottok":"***"}'],
    ['{"a":1,"hottok" :\n "abc","b":"abc"}', '{"a":1,"hottok" :\n "***","b":"abc"}'],
    ['{"hottok":"a\\"b"}', '{"hottok":"****"}'],
    ['{"hottok":"é"}', '{"hottok":"**"}'],
    ['[{"hottok":"a"},{"HOTTOK":"b"}]', '[{"hottok":"*"},{"HOTTOK":"*"}]'],
    ['{"hottok":"cut off', '{"hottok":"*******'],
    ['{"hottok":"ends in a backslash\\', '{"hottok":"********************'],
  ])('%s', (text, expected) => {
    expect(blanked(text)).toBe(expected);
  });

  test.each(['{"hottok":""}', '{"hottok":null}', '{"hottok":["abc"]}', '{"a":"hottok"}', '', 'plain'])('leaves %s alone', (text) => {
    const body = Buffer.from(text);
    expect(blanking(['hottok'], ['', ' ', 'absent'])(body)).toBe(body);
  });

  test('a configured secret is hidden wherever it stands, a form body included', () => {
    expect(blanked('hottok=s3cret-é&name=x', ['s3cret-é'])).toBe('hottok=*********&name=x');
    expect(blanked('name=x&hottok=a%20b+c', ['other'])).toBe('name=x&hottok=*******');
    expect(blanked('token=a%2Bb%3D%3D', ['a+b=='])).toBe('token=***********');
    expect(blanked('HOTTOK=abc&nothottok=abc&hottok=')).toBe('HOTTOK=***&nothottok=abc&hottok=');
    expect(blanked('{"note":"s3cret s3cret"}', ['s3cret'])).toBe('{"note":"****** ******"}');
    expect(blanked('aaaaa', ['aaa'])).toBe('*****');
  });

  test('a field name is no pattern', () => {
    const body = Buffer.from('{"a.b":"1","axb":"2"}');
    expect(blanking(['a.b'], [])(body).toString()).toBe('{"a.b":"*","axb":"2"}');
  });

  test.each([
    ['fields[token]=abc&name=x', 'fields[token]=***&name=x'],
    ['name=x&fields%5Btoken%5D=abc', 'name=x&fields%5Btoken%5D=***'],
    ['fields%5btoken%5d=abc&fields[other]=abc', 'fields%5btoken%5d=***&fields[other]=abc'],
    ['{"fields[token]":"abc"}', '{"fields[token]":"***"}'],
  ])('a field inside another is found as it is and encoded: %s', (text, expected) => {
    expect(blanking(['fields[token]'], [])(Buffer.from(text)).toString()).toBe(expected);
  });

  test('works on any bytes: same length, original untouched, secret gone', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.uint8Array(), (before, after) => {
        const body = Buffer.concat([before, Buffer.from('the-secret'), after]);
        const copy = Buffer.from(body);
        const result = blanking(['hottok'], ['the-secret'])(body);
        expect(body.equals(copy)).toBe(true);
        expect(result.length).toBe(body.length);
        expect(result.includes('the-secret')).toBe(false);
      }),
    );
  });

  test('the values of any JSON with the field are gone, and it stays JSON', () => {
    fc.assert(
      fc.property(fc.string({ unit: awkward, minLength: 1 }), fc.jsonValue(), (secret, other) => {
        const text = JSON.stringify({ other, hottok: secret });
        const result = jsonObject(blanking(['hottok'], [])(Buffer.from(text)));
        expect(result).toHaveProperty('hottok', expect.stringMatching(/^\*+$/));
      }),
    );
  });
});
