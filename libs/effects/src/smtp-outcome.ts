import type { MailOutcome } from './mailer.js';
import { textAt, valueAt } from './value-at.js';

/** What the server said no to, by the command it answered. */
const REFUSED: Readonly<Record<string, string>> = {
  'MAIL FROM': 'refuses our sender',
  'RCPT TO': 'refuses this recipient',
  DATA: 'refuses this mail',
};

/** A refusal. `status` is the enhanced status code where there is one: `5.1.1` (RFC 3463). The server's words may quote the address. */
interface Refusal {
  readonly code: number;
  readonly status: string;
  readonly command: string;
}

const refusalIn = (error: unknown): Refusal | undefined => {
  const code = valueAt(error, 'responseCode');
  if (typeof code !== 'number' || code < 400 || code > 599) return undefined;
  const [, status = ''] = /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(textAt(error, 'response')) ?? [];
  return { code, status, command: textAt(error, 'command') };
};

/**
 * Whether a refusal is a word on this person for good. 5xx to RCPT TO is, unless it asks for a login (530) or names a policy (5.7.x, such
 * as "relaying denied"): that is about us. After the whole mail only a status about the address or the mailbox is (5.1.x, 5.2.x).
 */
const isAboutThePerson = ({ code, status, command }: Refusal): boolean => {
  if (code < 500) return false;
  if (command === 'RCPT TO') return code !== 530 && !status.startsWith('5.7.');
  return command === 'DATA' && /^5\.[12]\./.test(status);
};

const sayingOf = ({ code, status, command }: Refusal): string => {
  const words = code < 500 ? 'asks us to wait' : (REFUSED[command] ?? 'refuses us');
  return `the mail server ${words} (${[code, status].join(' ').trim()})`;
};

/** The code of a failure; the system's own (ECONNREFUSED) says more than the library's (ESOCKET). */
const codeOf = (error: unknown): string =>
  [textAt(error, 'originalCode'), textAt(error, 'code')].find((code) => /^\w{1,60}$/.test(code)) ?? 'no code';

/** What went wrong, in our own words: codes only, since messages and replies can hold addresses and secrets. */
const failureOf = (error: unknown): string => {
  const refusal = refusalIn(error);
  const code = textAt(error, 'code');
  if (code === 'EAUTH') return `the mail server refuses our login (${refusal?.code ?? code})`;
  if (code === 'ETLS') return `the mail server and we cannot agree on TLS (${refusal?.code ?? codeOf(error)})`;
  return refusal ? sayingOf(refusal) : `the mail server cannot be reached (${codeOf(error)})`;
};

/**
 * What became of a mail that was not taken. `allSaid`: the server had been given the whole mail. A refusal that is not about the
 * person is about us or about the day, so the mail waits.
 */
export const outcomeOf = (error: unknown, allSaid: boolean): MailOutcome => {
  const refusal = refusalIn(error);
  if (refusal) return { kind: isAboutThePerson(refusal) ? 'never' : 'later', because: failureOf(error) };
  if (allSaid) return { kind: 'unknown', because: `the mail server had it all and did not answer (${codeOf(error)})` };
  return { kind: 'later', because: failureOf(error) };
};

/** The same as a sentence, for a check. */
export const troubleOf = (error: unknown): string => {
  const failure = failureOf(error);
  return `${failure.charAt(0).toUpperCase()}${failure.slice(1)}.`;
};
