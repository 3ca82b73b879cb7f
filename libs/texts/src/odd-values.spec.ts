import { describe, expect, test } from '@jest/globals';
import { composeMail } from './compose-mail.js';
import { LANGUAGES } from './language.js';
import type { InvitationValues } from './mail-values.js';

const INVITATION: InvitationValues = { kind: 'invitation', products: ['Course'], signupUrl: 'https://academy.example/', community: 'Academy' };

/** Each is text to us, and code to something on the way. */
const ODD = [
  '<b>Ana</b>',
  '"><script>alert(1)</script>',
  "'; alert(1)",
  '{{= 7 * 7 }}',
  '<%= 7 * 7 %>',
  '&lt;b&gt;',
  '<!-- x',
  '$& $1',
  '\\',
  '`${1}`',
];

describe.each(LANGUAGES)('odd values in %s', (language) => {
  test.each(ODD)('%j comes out as it is written, in every place', (odd) => {
    const invitation = composeMail(language, 'invitation', { ...INVITATION, name: odd, products: [odd], community: odd });
    const code = composeMail(language, 'claimCode', { code: odd, minutes: 10, purpose: 'purchase' });
    const claimed = composeMail(language, 'claimed', { product: odd });
    for (const { subject, text, html } of [invitation, code, claimed]) {
      expect(subject).toContain(odd);
      expect(text.replace(/\s+/g, ' ')).toContain(odd);
      expect(html).toContain(odd.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').replace(/"/g, '&quot;').replace(/'/g, '&#39;'));
      expect(html).not.toMatch(/<script|<b>/);
    }
  });
});

test.each(['a\r\nBcc: b@c.example', 'a\nb', 'a\u0000b', 'a\u2028b', 'a\u0085b', 'a\tb', 'a\u202eb', 'half \ud800'])('%j becomes one line', (odd) => {
  const { subject, text } = composeMail('en', 'claimed', { product: odd });
  expect(subject).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202e]/u);
  expect([subject, text].every((part) => part.isWellFormed())).toBe(true);
  expect(text.split('\n').filter((line) => line.startsWith('* '))).toHaveLength(1);
});

test('a name as long as a book is cut, between characters', () => {
  const { subject } = composeMail('en', 'claimed', { product: '😀'.repeat(5000) });
  expect([...subject].length).toBeLessThan(200);
  expect(subject.endsWith('😀…')).toBe(true);
  expect(subject.isWellFormed()).toBe(true);
});

test.each(['Win at https://evil.example', 'evil.example', 'www.evil.example/x', 'me@evil.example'])(
  'a buyer called %j is greeted without a name',
  (name) => {
    const { text, html } = composeMail('en', 'invitation', { ...INVITATION, name });
    expect(text).toMatch(/^Hello,\n/);
    expect(text + html).not.toContain('evil');
  },
);

test.each(['Maria J. Silva', 'Jr. Souza', 'Zoë O’Hara', '李小龙', '😀'])('a buyer called %j is greeted by name', (name) => {
  expect(composeMail('en', 'invitation', { ...INVITATION, name }).text).toContain(`Hello ${name},`);
});

test.each(['javascript:alert(1)', 'data:text/html,x', 'academy.example', '', '//academy.example', 'file:///etc/passwd'])(
  'no mail is made with the link %j, and the complaint does not repeat it',
  (signupUrl) => {
    expect(() => composeMail('en', 'invitation', { ...INVITATION, signupUrl })).toThrow(
      /^The address for signing up is not an http or https address$/,
    );
  },
);

test('a quote or a blank in a link stays inside the link', () => {
  const { html, text } = composeMail('en', 'invitation', { ...INVITATION, signupUrl: 'https://academy.example/?a="onclick=x y\'&b=<c>' });
  const written = 'https://academy.example/?a=%22onclick=x%20y%27&b=%3Cc%3E';
  expect(text).toContain(`\n${written}\n`);
  expect(html).toContain(`href="${written.replace('&', '&amp;')}"`);
});
