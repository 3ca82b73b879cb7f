import { Eta, type TemplateFunction } from 'eta';
import { greetable, mailAddress, oneLine, webAddress } from './clean.js';
import type { Language } from './language.js';
import { mailHtml } from './mail-html.js';
import { plainLayoutOf, wrapped } from './mail-plain-layout.js';
import { en } from './mail-texts-en.js';
import { es } from './mail-texts-es.js';
import { ptBr } from './mail-texts-pt-br.js';
import type { Letter, MailTexts } from './mail-texts.js';
import type { InvitationValues, MailKind, MailValues } from './mail-values.js';

/** A mail that lacks only its address. `subject` is one line. */
export interface ComposedMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** What we say, by language. */
const CATALOGUE: Readonly<Record<Language, MailTexts>> = { 'pt-BR': ptBr, en, es };

/** The words of a mail, and the values that stand beside them. */
type Filling = Letter & Readonly<Record<string, unknown>>;

const invitation = (texts: MailTexts, given: InvitationValues): Filling => {
  const signupUrl = webAddress(given.signupUrl);
  if (!signupUrl) throw new Error('The address for signing up is not an http or https address');
  const { kind, stop = '' } = given;
  const products = [...new Set(given.products.map(oneLine))].filter((product) => product !== '');
  const letter = texts.invitation({ kind, name: greetable(given.name), products, signupUrl, community: oneLine(given.community) });
  return { ...letter, products, signupUrl, stopPage: webAddress(stop), stopAddress: mailAddress(stop) };
};

const FILLINGS: { readonly [Kind in MailKind]: (texts: MailTexts, given: MailValues[Kind]) => Filling } = {
  invitation,
  claimCode: (texts, given) => {
    const code = oneLine(given.code);
    return { ...texts.claimCode({ ...given, code }), code };
  },
  claimed: (texts, given) => {
    const product = oneLine(given.product);
    return { ...texts.claimed({ product }), products: [product] };
  },
};

const TAGS: [string, string] = ['{{', '}}'];
const html = new Eta({ tags: TAGS });
const plain = new Eta({ tags: TAGS, autoEscape: false, autoTrim: false });

const compiled = (kind: MailKind): TemplateFunction => html.compile(mailHtml[kind].replaceAll('LANGUAGE', '{{= it.language }}'));
const LAYOUTS: Readonly<Record<MailKind, TemplateFunction>> = {
  invitation: compiled('invitation'),
  claimCode: compiled('claimCode'),
  claimed: compiled('claimed'),
};

/**
 * A mail in one language, as text and as HTML. Names and products may be anything: they come out as one line, without control
 * characters, and escaped. Throws when the address for signing up is neither http nor https, and does not repeat it.
 */
export const composeMail = <Kind extends MailKind>(language: Language, kind: Kind, values: MailValues[Kind]): ComposedMail => {
  const filling = FILLINGS[kind](CATALOGUE[language], values);
  return {
    subject: filling.subject,
    text: plain.renderString(plainLayoutOf(kind), { ...filling, wrapped }).trimEnd() + '\n',
    html: html.render(LAYOUTS[kind], { ...filling, language }),
  };
};
