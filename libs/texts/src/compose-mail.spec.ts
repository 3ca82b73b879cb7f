import { describe, expect, test } from '@jest/globals';
import { composeMail, type ComposedMail } from './compose-mail.js';
import { LANGUAGES, type Language } from './language.js';
import type { InvitationValues, MailKind } from './mail-values.js';

const PAGE = 'https://academy.example/signup?email=ana%40example.com&from=mail';
const INVITATION: InvitationValues = {
  kind: 'invitation',
  name: 'Ana',
  products: ['Premium Course', 'Mentoring 2026'],
  signupUrl: PAGE,
  community: 'Academy',
  stop: 'https://academy.example/stop?token=1&more=2',
};

type Compose = (language: Language) => ComposedMail;
const MAILS: readonly { readonly name: string; readonly kind: MailKind; readonly compose: Compose }[] = [
  { name: 'invitation', kind: 'invitation', compose: (language) => composeMail(language, 'invitation', INVITATION) },
  { name: 'reminder', kind: 'invitation', compose: (language) => composeMail(language, 'invitation', { ...INVITATION, kind: 'reminder' }) },
  {
    name: 'invitation with the least there can be',
    kind: 'invitation',
    compose: (language) => composeMail(language, 'invitation', { ...INVITATION, name: undefined, products: [], stop: undefined }),
  },
  {
    name: 'code for a purchase',
    kind: 'claimCode',
    compose: (language) => composeMail(language, 'claimCode', { code: '482913', minutes: 10, purpose: 'purchase' }),
  },
  {
    name: 'code for a member',
    kind: 'claimCode',
    compose: (language) => composeMail(language, 'claimCode', { code: '482913', minutes: 1, purpose: 'member' }),
  },
  { name: 'claimed', kind: 'claimed', compose: (language) => composeMail(language, 'claimed', { product: 'Premium Course' }) },
];
const ALL = LANGUAGES.flatMap((language) => MAILS.map((mail) => ({ ...mail, language })));

describe.each(ALL)('$name in $language', ({ compose, language }) => {
  test('has a subject in one line, a text and an HTML, and nothing left open', () => {
    const mail = compose(language);
    for (const part of [mail.subject, mail.text, mail.html]) {
      expect(part.length).toBeGreaterThan(10);
      expect(part).not.toMatch(/undefined|null|NaN|\[object|\{\{|\}\}|<%/);
    }
    expect(mail.subject).not.toMatch(/\p{Cc}/u);
    expect(mail.text).not.toMatch(/<[a-z]|&[a-z#]+;/);
  });

  test('says its language, and loads nothing from anywhere', () => {
    const { html } = compose(language);
    expect(html).toContain(`<html lang="${language}"`);
    expect(html).not.toMatch(/<(img|link|script|iframe|object|form)\b|@import|url\(|\bsrc=|\bon\w+=/i);
    const addresses = new Set(html.match(/https?:\/\/[^"'\s<]+/g)?.filter((address) => !address.startsWith('http://www.w3.org/')));
    expect([...addresses].every((address) => address.startsWith('https://academy.example/'))).toBe(true);
  });

  test('is text of at most 72 characters a line, longer words aside', () => {
    const { text } = compose(language);
    expect(text.split('\n').filter((line) => line.length > 72 && line.includes(' '))).toEqual([]);
  });
});

test('every language says everything in words of its own', () => {
  for (const { compose } of MAILS) {
    const mails = LANGUAGES.map(compose);
    expect(new Set(mails.map(({ subject }) => subject)).size).toBe(LANGUAGES.length);
    const paragraphs = mails.flatMap(({ text }) => [
      ...new Set(text.split('\n\n').filter((paragraph) => /[a-z]{3}.* /.test(paragraph) && !/^\*/.test(paragraph))),
    ]);
    expect(paragraphs.filter((paragraph, at) => paragraphs.indexOf(paragraph) !== at)).toEqual([]);
  }
});

describe.each(LANGUAGES)('what %s mails show', (language) => {
  test('an invitation shows the name, the products, the community, the link and how to stop', () => {
    const { text, html } = composeMail(language, 'invitation', INVITATION);
    for (const word of ['Ana', 'Premium Course', 'Mentoring 2026', 'Academy']) {
      expect(text).toContain(word);
      expect(html).toContain(word);
    }
    expect(text).toContain(`\n${PAGE}\n`);
    expect(html).toContain(`href="${PAGE.replace('&', '&amp;')}"`);
    expect(text).toContain('https://academy.example/stop?token=1&more=2');
    expect(html).toContain('href="https://academy.example/stop?token=1&amp;more=2"');
  });

  test('reminders are stopped by mail where there is no page, and by nothing else', () => {
    const byMail = composeMail(language, 'invitation', { ...INVITATION, stop: 'mailto:hello@academy.example?subject=stop' });
    expect(byMail.text).toContain('hello@academy.example');
    expect(byMail.html).toContain(': hello@academy.example</p>');
    const byScript = composeMail(language, 'invitation', { ...INVITATION, stop: 'javascript:alert(1)' });
    expect(byScript.text + byScript.html).not.toContain('alert');
  });

  test('one product stands in the subject, two do not', () => {
    const one = composeMail(language, 'invitation', { ...INVITATION, products: ['Premium Course', 'Premium Course'] });
    const two = composeMail(language, 'invitation', INVITATION);
    expect([one.subject.includes('Premium Course'), two.subject.includes('Premium Course')]).toEqual([true, false]);
    expect(one.text.match(/Premium Course/g)).toHaveLength(1);
  });

  test('a code stands alone in its line, with how long it is good', () => {
    const ten = composeMail(language, 'claimCode', { code: '482913', minutes: 10, purpose: 'purchase' });
    const one = composeMail(language, 'claimCode', { code: '482913', minutes: 1, purpose: 'purchase' });
    const member = composeMail(language, 'claimCode', { code: '482913', minutes: 10, purpose: 'member' });
    expect(ten.text).toContain('\n    482913\n');
    expect(ten.text).toMatch(/10 minut[eo]s/);
    expect(one.text).toMatch(/ 1 minut[eo][^s]/);
    expect(member.text).not.toBe(ten.text);
  });
});
