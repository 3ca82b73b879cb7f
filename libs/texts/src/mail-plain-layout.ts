import type { MailKind } from './mail-values.js';

const WIDTH = 72;

/** One paragraph in lines of at most 72 characters; a longer word, such as an address, stays whole. */
export const wrapped = (paragraph: string): string => {
  const lines: string[] = [];
  for (const word of paragraph.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
};

const paragraphs = (list: string): string => `{{ for (const paragraph of it.${list}) { }}{{= it.wrapped(paragraph) }}\n\n{{ } }}`;

const PRODUCTS = '{{ for (const product of it.products) { }}* {{= product }}\n{{ } }}{{ if (it.products.length > 0) { }}\n{{ } }}';
const LINK = '{{= it.button }}:\n{{= it.signupUrl }}\n\n';
const STOP = `{{ const stop = it.stopPage ?? it.stopAddress; if (stop) { }}{{= it.stopLabel }}:\n{{= stop }}\n\n{{ } }}`;

const CENTRES: Readonly<Record<MailKind, string>> = {
  invitation: `${PRODUCTS}${paragraphs('closing')}${LINK}`,
  claimCode: `    {{= it.code }}\n\n${paragraphs('closing')}`,
  claimed: `${PRODUCTS}${paragraphs('closing')}`,
};

/** The layout of one mail as plain text, with tags of Eta; nothing is escaped, since nothing is markup. Needs `wrapped` among its values. */
export const plainLayoutOf = (kind: MailKind): string => `${paragraphs('opening')}${CENTRES[kind]}-- \n${paragraphs('footer')}${STOP}`;
