import type { MailKind } from './mail-values.js';

/** A system's own fonts: nothing is loaded. */
const FONTS = '-apple-system, BlinkMacSystemFont, Segoe UI, Helvetica, Arial, sans-serif';

/** Readers that know dark mode get it; the others keep the colours that stand at the elements. */
const DARK = `
  :root { color-scheme: light dark; supported-color-schemes: light dark; }
  .centre table { border-collapse: separate !important; }
  @media (prefers-color-scheme: dark) {
    .page, .page > div { background: #15171c !important; }
    .card, .card > table { background: #22252c !important; }
    .words div, .words p, .centre td, .centre p { color: #eceef2 !important; }
    .small div, .small p { color: #a9afbb !important; }
    .small a, .link a { color: #9db8ff !important; }
    .centre td { background: #2e323b !important; border-color: #454b57 !important; }
    .button td, .button a { background: #3d6bf0 !important; color: #ffffff !important; }
  }`;

const paragraphs = (list: string): string => `{{ for (const paragraph of it.${list}) { }}<p style="margin:0 0 14px">{{= paragraph }}</p>{{ } }}`;

const box = (content: string): string => `<mj-table css-class="centre" padding="4px 32px 8px">
  <tr><td style="background:#f1f4fb;border:1px solid #d8e0f2;border-radius:8px;padding:16px 20px;color:#1d2433">${content}</td></tr></mj-table>`;

const PRODUCTS = `<mj-raw>{{ if (it.products.length > 0) { }}</mj-raw>
${box('{{ for (const product of it.products) { }}<p style="margin:4px 0;font-weight:600;line-height:1.4">{{= product }}</p>{{ } }}')}
<mj-raw>{{ } }}</mj-raw>`;

const CODE = box(
  '<p style="margin:0;text-align:center;font-family:Menlo,Consolas,monospace;font-size:32px;line-height:1.3;letter-spacing:6px;padding-left:6px;font-weight:700">{{= it.code }}</p>',
);

const OPENING = `<mj-text css-class="words" padding-bottom="0">${paragraphs('opening')}</mj-text>`;
const CLOSING = `<mj-text css-class="words" padding-bottom="4px">${paragraphs('closing')}</mj-text>`;

const BUTTON = `<mj-button css-class="button" href="{{= it.signupUrl }}">{{= it.button }}</mj-button>
<mj-text css-class="small link" mj-class="small">{{= it.linkHint }}<br /><a href="{{= it.signupUrl }}" target="_blank" style="color:#2450c8;word-break:break-all">{{= it.signupUrl }}</a></mj-text>`;

const STOP = `{{ if (it.stopPage) { }}<p style="margin:0 0 8px"><a href="{{= it.stopPage }}" target="_blank" style="color:#2450c8">{{= it.stopLabel }}</a></p>
{{ } else if (it.stopAddress) { }}<p style="margin:0 0 8px">{{= it.stopLabel }}: {{= it.stopAddress }}</p>{{ } }}`;

const CENTRES: Readonly<Record<MailKind, string>> = {
  invitation: `${OPENING}${PRODUCTS}${CLOSING}${BUTTON}`,
  claimCode: `${OPENING}${CODE}${CLOSING}`,
  claimed: `${OPENING}${PRODUCTS}${CLOSING}`,
};

/**
 * The layout of one mail as MJML, with tags of Eta (`{{= … }}`) for all its words: MJML never sees a value, and Eta escapes each.
 * Nothing in it is loaded from anywhere. `LANGUAGE` stands where the language does: MJML takes no tag of Eta there.
 */
export const layoutOf = (kind: MailKind): string => `<mjml lang="LANGUAGE" dir="ltr">
<mj-head>
  <mj-title>{{= it.subject }}</mj-title>
  <mj-preview>{{= it.preview }}</mj-preview>
  <mj-raw><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"></mj-raw>
  <mj-attributes>
    <mj-all font-family="${FONTS}" />
    <mj-text font-size="16px" line-height="1.55" color="#1d2433" padding="10px 32px" />
    <mj-table font-size="16px" color="#1d2433" />
    <mj-button background-color="#2450c8" color="#ffffff" font-size="16px" font-weight="600" border-radius="8px" inner-padding="14px 28px" padding="8px 32px 20px" align="left" />
    <mj-class name="small" font-size="13px" line-height="1.5" color="#626a7a" />
  </mj-attributes>
  <mj-style>${DARK}</mj-style>
</mj-head>
<mj-body css-class="page" background-color="#eef0f4">
  <mj-section padding="16px 0 0" />
  <mj-section css-class="card" background-color="#ffffff" border-radius="12px" padding="24px 0 16px">
    <mj-column>
      <mj-text css-class="words" font-size="24px" font-weight="700" line-height="1.3" padding-bottom="8px"><h1 style="margin:0;font-size:24px">{{= it.title }}</h1></mj-text>
      ${CENTRES[kind]}
    </mj-column>
  </mj-section>
  <mj-section padding="12px 0 24px">
    <mj-column>
      <mj-text css-class="small" mj-class="small">{{ for (const line of it.footer) { }}<p style="margin:0 0 8px">{{= line }}</p>{{ } }}${STOP}</mj-text>
    </mj-column>
  </mj-section>
</mj-body>
</mjml>`;
