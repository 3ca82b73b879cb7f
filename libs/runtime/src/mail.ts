import { DEFAULT_REMINDER_DAYS, type PersonKey } from '#domain';
import { noMailer, smtpMailer, type Mailer } from '#effects';
import type { Language } from '#texts';
import type { PersonOf } from './person.js';
import type { FileSettings } from './settings.js';

/** How buyers who are no members yet are asked in. */
export interface InviteSettings {
  readonly from: string;
  /** Where they sign up; `{email}` stands for their address. */
  readonly signupUrl: string;
  readonly language: Language;
  readonly reminderDays: readonly number[];
  /** How this reader stops reminders: a page, or an address to write to. */
  readonly stopUrl: (person: PersonKey) => string;
}

/** The address in `Academy <hello@academy.example>`. */
const addressIn = (from: string): string => /<([^>]+)>\s*$/.exec(from)?.[1] ?? from.trim();

/** What the link in a reminder must hold besides the reader: only we can make it. */
export const stopProof = (person: PersonKey, personOf: PersonOf): string => personOf(`stop ${person}`);

/** The page on which this reader stops reminders. */
const stopPath = (person: PersonKey, personOf: PersonOf): string => `/reminders/stop/${person}/${stopProof(person, personOf)}`;

/** Undefined where nobody is invited: no mail is configured, no page to sign up at, or it is switched off. */
export const inviteSettings = ({ mail, cativa, claim, language = 'pt-BR' }: FileSettings, personOf: PersonOf): InviteSettings | undefined => {
  const { signupUrl } = cativa;
  if (!mail || mail.invite === false || signupUrl === undefined) return undefined;
  const { from, reminderDays = DEFAULT_REMINDER_DAYS } = mail;
  return {
    from,
    signupUrl,
    language,
    reminderDays: [...reminderDays].sort((a, b) => a - b),
    stopUrl: (person) => (claim ? new URL(stopPath(person, personOf), claim.publicUrl).href : `mailto:${addressIn(from)}?subject=stop`),
  };
};

/** Who carries this installation's mail. */
export const mailerOf = ({ mail }: Pick<FileSettings, 'mail'>): Mailer => (mail ? smtpMailer({ url: mail.smtp, from: mail.from }) : noMailer());
