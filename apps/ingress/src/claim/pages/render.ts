import { claimTexts, LANGUAGES, type ClaimTexts, type Language } from '#texts';
import { Eta } from 'eta/core';
import { inLanguage } from '../answer.js';
import type { Page } from './page.js';
import { STYLE } from './style.js';

/** Every value is escaped by Eta; only the stylesheet, which is ours, is not. */
const LAYOUT = `<!doctype html>
<html lang="<%= it.language %>">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title><% if (it.faulty) { %><%= it.texts.errorPrefix %>: <% } %><%= it.page.title %></title>
<style nonce="<%= it.nonce %>"><%~ it.style %></style>
</head>
<body>
<div class="frame">
<nav aria-label="<%= it.texts.languages %>"><ul>
<% for (const other of it.languages) { %>
<li><a href="<%= other.to %>" lang="<%= other.language %>" hreflang="<%= other.language %>"<% if (other.current) { %> aria-current="true"<% } %>><%= other.name %></a></li>
<% } %>
</ul></nav>
<main>
<h1><%= it.page.title %></h1>
<% if (it.faulty) { %>
<div class="faults" role="alert" aria-labelledby="faults" tabindex="-1" autofocus>
<h2 id="faults"><%= it.texts.errorsTitle %></h2>
<% if (it.page.fault) { %><p><%= it.page.fault %></p><% } %>
<% if (it.faults.length > 0) { %><ul>
<% for (const field of it.faults) { %><li><a href="#<%= field.name %>"><%= field.label %>: <%= field.fault %></a></li>
<% } %></ul><% } %>
</div>
<% } %>
<% for (const paragraph of it.page.lead) { %>
<p><%= paragraph %></p>
<% } %>
<% if (it.page.form) { %>
<form method="post" action="<%= it.action %>" novalidate>
<input type="hidden" name="token" value="<%= it.token %>">
<% for (const field of it.fields) { %>
<div class="field">
<label for="<%= field.name %>"><%= field.label %><% if (field.optional) { %> <span class="optional">(<%= field.optional %>)</span><% } %></label>
<% if (field.hint) { %><p class="hint" id="<%= field.name %>-hint"><%= field.hint %></p><% } %>
<% if (field.fault) { %><p class="fault" id="<%= field.name %>-fault"><%= field.fault %></p><% } %>
<% if (field.lines) { %>
<textarea id="<%= field.name %>" name="<%= field.name %>" rows="<%= field.lines %>"<% for (const [name, value] of field.attributes) { %> <%= name %>="<%= value %>"<% } %>>
<%= field.value %></textarea>
<% } else { %>
<input id="<%= field.name %>" name="<%= field.name %>" value="<%= field.value %>"<% for (const [name, value] of field.attributes) { %> <%= name %>="<%= value %>"<% } %>>
<% } %>
</div>
<% } %>
<button type="submit"><%= it.page.form.button %></button>
</form>
<% } %>
<% if (it.page.next) { %>
<p><a class="button" href="<%= it.next %>"><%= it.page.next.text %></a></p>
<% } %>
<% if (it.links.length > 0) { %>
<ul class="others">
<% for (const link of it.links) { %>
<li><a href="<%= link.to %>"><%= link.text %></a></li>
<% } %>
</ul>
<% } %>
</main>
</div>
</body>
</html>
`;

const eta = new Eta();
const layout = eta.compile(LAYOUT);

type Field = NonNullable<Page['form']>['fields'][number];

const describing = ({ name, hint, fault }: Field): string | undefined =>
  [...(hint ? [`${name}-hint`] : []), ...(fault ? [`${name}-fault`] : [])].join(' ') || undefined;

/** The attributes of one field; the template writes each of them escaped. */
const attributesOf = (field: Field): readonly (readonly [string, string])[] => {
  const { lines, type = 'text', autocomplete, inputmode, most, optional, fault } = field;
  const all: Readonly<Record<string, string | false | undefined>> = {
    type: !lines && type,
    autocomplete,
    inputmode,
    class: inputmode === 'numeric' && 'digits',
    autocapitalize: type === 'email' && 'none',
    spellcheck: type === 'email' && 'false',
    maxlength: String(most),
    required: !optional && '',
    'aria-describedby': describing(field),
    'aria-invalid': fault !== undefined && 'true',
  };
  return Object.entries(all).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
};

/** What a page is written for: one reader, one browser, one answer. */
export interface Frame {
  readonly language: Language;
  readonly token: string;
  readonly nonce: string;
}

const languagesOf = (page: Page, current: Language) =>
  LANGUAGES.map((language) => ({ language, name: claimTexts[language].name, to: inLanguage(page.path, language), current: language === current }));

/** The page as HTML. */
export const render = (page: Page, { language, token, nonce }: Frame): string => {
  const texts: ClaimTexts = claimTexts[language];
  const fields = (page.form?.fields ?? []).map((field) => ({ ...field, attributes: attributesOf(field) }));
  const faults = fields.filter(({ fault }) => fault !== undefined);
  return eta.render(layout, {
    ...{ language, token, nonce, texts, page, fields, faults, style: STYLE },
    faulty: faults.length > 0 || page.fault !== undefined,
    languages: languagesOf(page, language),
    action: inLanguage(page.path, language),
    next: page.next && inLanguage(page.next.to, language),
    links: (page.links ?? []).map(({ text, to }) => ({ text, to: inLanguage(to, language) })),
  });
};
