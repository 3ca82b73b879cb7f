import { describe, expect, test } from '@jest/globals';
import { claimTexts, LANGUAGES } from '#texts';
import { codesPage, noticePage, requestPage, startPage } from './forms.js';
import { render } from './render.js';
import { STYLE } from './style.js';

const FRAME = { token: 'tok', nonce: 'non' };

describe.each(LANGUAGES)('in %s', (language) => {
  const texts = claimTexts[language];
  const html = [startPage(texts, 'none'), startPage(texts, 'needed'), codesPage(texts, true), requestPage(texts), noticePage(texts.done)].map(
    (page) => render(page, { ...FRAME, language }),
  );

  test('a page names its language, its one heading, and itself in the other languages', () => {
    for (const page of html) {
      expect(page).toContain(`<html lang="${language}">`);
      expect(page.match(/<h1>/g)).toHaveLength(1);
      expect(page.match(/hreflang=/g)).toHaveLength(LANGUAGES.length);
      expect(page).not.toMatch(/undefined|\[object/);
    }
  });

  test('a page has no script, no style but its own, and no event of its own', () => {
    for (const page of html) expect(page).not.toMatch(/<script|\sstyle=|\son\w+=|javascript:/i);
  });
});

test('codes are offered by the phone that got them, and are not shown again', () => {
  const page = render(codesPage(claimTexts.en, false, { typed: new URLSearchParams({ purchaseCode: '123456' }) }), { ...FRAME, language: 'en' });
  expect(page.match(/autocomplete="one-time-code"\s+inputmode="numeric"/g)).toHaveLength(2);
  expect(page).not.toContain('123456');
});

test('what was typed is shown again as text, in fields and in lines of text', () => {
  const typed = new URLSearchParams({ requester: '"><img src=x onerror=alert(1)>', message: '</textarea><script>alert(1)</script>' });
  const page = render(requestPage(claimTexts.en, { typed, faults: { message: '<b>' } }), { ...FRAME, language: 'en' });
  expect(page).not.toMatch(/<img|<script|<b>/);
  expect(page.match(/<\/textarea>/g)).toHaveLength(1);
});

describe('the colours', () => {
  const light = (hex: string): number => {
    const parts = [0, 2, 4]
      .map((at) => parseInt(hex.slice(at, at + 2), 16) / 255)
      .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
    return 0.2126 * (parts[0] ?? 0) + 0.7152 * (parts[1] ?? 0) + 0.0722 * (parts[2] ?? 0);
  };
  const contrast = (one: string, other: string): number => {
    const [dark = 0, bright = 0] = [light(one), light(other)].sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const schemes = STYLE.split('prefers-color-scheme: dark').map(
    (part) => new Map([...part.matchAll(/--([\w-]+): #(\w{6})/g)].map(([, name = '', hex = '']) => [name, hex])),
  );
  const of = (scheme: number, name: string): string => schemes[scheme]?.get(name) ?? '';

  test.each([
    ['day', 0],
    ['night', 1],
  ])('can be told apart by %s', (_, scheme) => {
    const pairs = [
      ['text', 'card'],
      ['text', 'page'],
      ['soft', 'card'],
      ['accent', 'card'],
      ['accent', 'page'],
      ['on-accent', 'accent'],
      ['bad', 'card'],
      ['bad', 'bad-page'],
      ['text', 'bad-page'],
    ] as const;
    for (const [one, other] of pairs) expect(contrast(of(scheme, one), of(scheme, other))).toBeGreaterThanOrEqual(4.5);
    expect(contrast(of(scheme, 'line'), of(scheme, 'card'))).toBeGreaterThanOrEqual(3);
  });
});
