import type { DueMail, PersonKey, SaleRef } from '#domain';
import type { Mail } from '#effects';
import type { readReader } from '#event-store';
import type { Waiting } from '#projections';
import type { InviteSettings } from '#runtime';
import { composeMail } from '#texts';
import { createHash } from 'node:crypto';

interface Writing {
  readonly waiting: Waiting;
  readonly due: DueMail;
  readonly invites: InviteSettings;
}

/** The same mail has the same id however often it is tried, so that a mail program shows it once. */
const messageIdOf = (person: string, { invited, mail }: DueMail, from: string): string => {
  const domain = /@([^>\s]+)>?\s*$/.exec(from)?.[1] ?? 'catraca.invalid';
  return `<${createHash('sha256').update(`${person} ${invited} ${mail}`).digest('hex').slice(0, 40)}@${domain}>`;
};

const communityOf = (from: string): string =>
  from
    .replace(/<[^>]*>\s*$/, '')
    .replace(/"/g, '')
    .trim() || from;

/** Finds whom a mail about this sale goes to. */
export type Reader = (sale: SaleRef, person: PersonKey) => ReturnType<typeof readReader>;

/** The mail that is due, in the installation's language; undefined where no address is known. */
export const letterTo = async (read: Reader, { waiting, due, invites }: Writing): Promise<Mail | undefined> => {
  const { from, signupUrl, language, stopUrl } = invites;
  const reader = await read(due.invited, waiting.person);
  if (reader === undefined) return undefined;
  const stop = stopUrl(waiting.person);
  const composed = composeMail(language, 'invitation', {
    kind: due.mail === 0 ? 'invitation' : 'reminder',
    ...(reader.name && { name: reader.name }),
    products: waiting.reasons.flatMap(({ mapping }) => (mapping ? [mapping.name] : [])),
    signupUrl: signupUrl.replaceAll('{email}', encodeURIComponent(reader.email)),
    community: communityOf(from),
    ...(due.mail > 0 && { stop }),
  });
  return { to: reader.email, ...composed, messageId: messageIdOf(waiting.person, due, from), ...(due.mail > 0 && { unsubscribe: stop }) };
};
