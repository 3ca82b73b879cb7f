import { DEFAULT_REMINDER_DAYS, type PersonKey } from '#domain';
import { noMailer, smtpMailer, type Mailer } from '#effects';
import type { Language } from '#texts';
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

/** Undefined where nobody is invited: no mail is configured, no page to sign up at, or it is switched off. */
export const inviteSettings = ({ mail, cativa, language = 'pt-BR' }: FileSettings): InviteSettings | undefined => {
  const { signupUrl } = cativa;
  if (!mail || mail.invite === false || signupUrl === undefined) return undefined;
  const { from, reminderDays = DEFAULT_REMINDER_DAYS } = mail;
  return {
    from,
    signupUrl,
    language,
    reminderDays: [...reminderDays].sort((a, b) => a - b),
    stopUrl: () => `mailto:${addressIn(from)}?subject=stop`,
  };
};

/** Who carries this installation's mail. */
export const mailerOf = ({ mail }: Pick<FileSettings, 'mail'>): Mailer => (mail ? smtpMailer({ url: mail.smtp, from: mail.from }) : noMailer());
