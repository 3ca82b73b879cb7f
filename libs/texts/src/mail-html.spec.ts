import { expect, test } from '@jest/globals';
import mjml from 'mjml';
import { writeFileSync } from 'node:fs';
import { mailHtml } from './mail-html.js';
import { layoutOf } from './mail-layout.js';
import type { MailKind } from './mail-values.js';

const KINDS: readonly MailKind[] = ['invitation', 'claimCode', 'claimed'];

const HEAD = `import type { MailKind } from './mail-values.js';

/** What MJML makes of \`layoutOf\`, made anew by \`UPDATE_MAILS=1 npm test -- libs/texts/src/mail-html --selectProjects unit\`. */
export const mailHtml: Readonly<Record<MailKind, string>> = `;

/** MJML takes half a second to load and brings 150 packages: it runs here, and not where mails are sent. */
test('the HTML of every mail is what MJML makes of its layout', async () => {
  const made: Record<string, string> = {};
  for (const kind of KINDS) made[kind] = (await mjml(layoutOf(kind), { validationLevel: 'strict', fonts: {} })).html;
  if (process.env['UPDATE_MAILS']) writeFileSync('libs/texts/src/mail-html.ts', `${HEAD}${JSON.stringify(made, null, 2)};\n`);
  else expect(mailHtml).toEqual(made);
});
