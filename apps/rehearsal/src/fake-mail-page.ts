import { escaped } from './fake-html.js';
import type { ReceivedMail } from './fake-mail-server.js';

const STYLE =
  'body{font:16px/1.5 system-ui;margin:2rem auto;max-width:60rem;padding:0 1rem}dl{display:grid;grid-template-columns:auto 1fr;gap:0 1rem}' +
  'dd{margin:0}article{border-top:1px solid #ddd;padding:1rem 0}iframe{width:100%;height:38rem;border:1px solid #ddd}pre{white-space:pre-wrap}';

/** The mail is shown as it is, in a frame where no script runs; a link of it opens beside the page. */
const articleOf = ({ at, to, subject, language, html, text }: ReceivedMail): string => `<article><h2>${escaped(subject)}</h2>
<dl><dt>To</dt><dd>${escaped(to.join(', '))}</dd><dt>Time</dt><dd><time datetime="${escaped(at)}">${escaped(at)}</time></dd>
<dt>Language</dt><dd>${escaped(language || 'not told')}</dd></dl>
<iframe title="${escaped(subject)}" sandbox="allow-popups allow-popups-to-escape-sandbox" srcdoc="${escaped(html)}"></iframe>
<details><summary>As text</summary><pre>${escaped(text)}</pre></details></article>`;

/** The mails that came in, newest first, for a person to look at during a rehearsal. */
export const mailPage = (mails: readonly ReceivedMail[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Fake mail</title><style>${STYLE}</style></head>
<body><h1>Fake mail</h1><p>A mail server for rehearsals; nothing leaves this machine. Mails: ${mails.length}. <a href="">Look again</a></p>
${mails.toReversed().map(articleOf).join('\n')}</body></html>
`;
