import { describe, expect, test } from '@jest/globals';
import { createHmac } from 'node:crypto';
import type { ClaimPorts } from './ports.js';
import { newAttemptId } from './secrets.js';
import { cookieName, formToken, languageOf, visitOf, type Arrived } from './visit.js';

describe('the language of an answer', () => {
  test.each([
    ['es', 'en', 'es'],
    [null, 'en-GB,en;q=0.9', 'en'],
    [null, 'fr;q=1, es-MX;q=0.4, en;q=0.8', 'en'],
    [null, 'pt-PT', 'pt-BR'],
    ['fr', 'es', 'es'],
    [null, 'en;q=0, de', 'pt-BR'],
    [null, undefined, 'pt-BR'],
    ['en\r\nX: y', ';;q=,,', 'pt-BR'],
  ])('asked %j, accepted %j: %s', (asked, accepted, language) => {
    expect(languageOf(asked, accepted, 'pt-BR')).toBe(language);
  });
});

test('over https, only this host can set the cookie', () => {
  expect(cookieName('https://catraca.example')).toMatch(/^__Host-/);
  expect(cookieName('http://127.0.0.1:3000')).not.toMatch(/^__/);
});

describe('a visit', () => {
  const personOf = (text: string): string => createHmac('sha256', 'key').update(text).digest('hex');
  const ports = { personOf, origin: 'https://catraca.example', language: 'en' } as ClaimPorts;
  const id = newAttemptId();
  const cookie = `other=1; ${cookieName(ports.origin)}=${id}`;
  const arrived = (more: Arrived['headers'], fields: string): Arrived => ({
    ...{ url: '/claim?lang=es', ip: '10.0.0.1', headers: { cookie, ...more } },
    body: Buffer.from(fields),
  });
  const token = `token=${formToken(ports, id)}`;

  test('is genuine with the cookie and its own token', () => {
    expect(visitOf(ports, arrived({}, token))).toMatchObject({ id, known: true, genuine: true, language: 'es' });
    expect(visitOf(ports, arrived({ origin: ports.origin, 'sec-fetch-site': 'same-origin' }, token)).genuine).toBe(true);
    expect(visitOf(ports, arrived({ origin: 'null', 'sec-fetch-site': 'same-origin' }, token)).genuine).toBe(true);
  });

  test.each([
    [{}, 'token='],
    [{}, `token=${formToken(ports, newAttemptId())}`],
    [{ cookie: '' }, token],
    [{ origin: 'http://catraca.example' }, token],
    [{ 'sec-fetch-site': 'same-site' }, token],
  ])('is not with %j and %s', (headers, fields) => {
    expect(visitOf(ports, arrived(headers, fields)).genuine).toBe(false);
  });

  test('does not hold the address of its sender', () => {
    expect(visitOf(ports, arrived({}, token)).sender).not.toContain('10.0');
  });
});
