import { dueMail, MAX_ATTEMPTS, type DueMail, type InviteEvent, type PersonKey } from '#domain';
import type { Mailer, MailOutcome } from '#effects';
import type { NewEvent } from '#event-store';
import type { Ledger, Moment, Waiting } from '#projections';
import type { InviteSettings } from '#runtime';
import { letterTo, type Reader } from './invite-letter.js';

/** What inviting touches. `invites` undefined: this installation invites nobody. */
export interface InvitePorts {
  readonly ledger: Pick<Ledger, 'store' | 'model' | 'waitingGrant' | 'waitingGrants'>;
  readonly readReader: Reader;
  readonly mailer: Mailer;
  readonly invites: InviteSettings | undefined;
  readonly moment: () => Moment;
  readonly catchUp: () => Promise<void>;
}

const fact = (event: InviteEvent, key: string): NewEvent => ({ key: `catraca/invite/${key}`, event, metadata: { source: 'catraca', schema: 1 } });

const isFinal = (outcome: Exclude<MailOutcome, { kind: 'sent' }>, attempt: number): boolean => outcome.kind !== 'later' || attempt >= MAX_ATTEMPTS;

/** One fact for what became of the mail; its key follows from the wish, so that it is written once. */
const outcomeFact = (outcome: MailOutcome, of: Omit<Extract<InviteEvent, { type: 'InviteSent' }>['data'], 'occurredAt'>, now: string): NewEvent => {
  const key = `${of.person}/${of.invited}/${of.mail}/${of.attempt}/outcome`;
  if (outcome.kind === 'sent') return fact({ type: 'InviteSent', data: { ...of, occurredAt: now } }, key);
  const because = outcome.kind === 'unknown' ? `${outcome.because}; the mail may have gone` : outcome.because;
  return fact({ type: 'InviteFailed', data: { ...of, occurredAt: now, final: isFinal(outcome, of.attempt), because } }, key);
};

const dueFor = ({ grant, reasons }: Waiting, invites: InviteSettings, { now }: Moment): DueMail | undefined =>
  dueMail(grant.invites, reasons, now, invites.reminderDays);

/** What one look at a buyer came to. */
export type Invited = MailOutcome['kind'] | 'nothing due' | 'taken by another';

/**
 * Writes to one buyer, if something is due: the wish goes into the log first, and whoever hears that it stood there already
 * sends nothing. So neither a crash nor a retry nor a replay sends a mail twice; what a crash left open, a person sees.
 */
export const invite = async (ports: InvitePorts, person: PersonKey): Promise<Invited> => {
  const { ledger, mailer, invites } = ports;
  if (invites === undefined) return 'nothing due';
  await ports.catchUp();
  const moment = ports.moment();
  const waiting = await ledger.waitingGrant(person, await ledger.model.catalog(), moment);
  const due = waiting && dueFor(waiting, invites, moment);
  const letter = due && (await letterTo(ports.readReader, { waiting, due, invites }));
  if (!letter) return 'nothing due';
  const of = { person, ...due };
  const { store } = ledger;
  const wish = fact({ type: 'InviteRequested', data: { ...of, occurredAt: moment.now } }, `${person}/${due.invited}/${due.mail}/${due.attempt}`);
  const [asked] = await store.append([wish]);
  if (asked?.outcome !== 'appended') return 'taken by another';
  const outcome = await mailer.send(letter);
  await store.append([outcomeFact(outcome, of, ports.moment().now)]);
  await ports.catchUp();
  return outcome.kind;
};

/** Wakes everybody to whom a mail is due now: first invitations, reminders whose day has come, what must be tried again. */
export const wakeInvitees = async (
  { ledger, invites, moment: momentOf }: Pick<InvitePorts, 'ledger' | 'invites' | 'moment'>,
  wake: (persons: readonly PersonKey[]) => Promise<void>,
): Promise<void> => {
  if (invites === undefined) return;
  const [catalog, moment] = [await ledger.model.catalog(), momentOf()];
  let page: PersonKey[] = [];
  for await (const waiting of ledger.waitingGrants(catalog, moment)) {
    if (dueFor(waiting, invites, moment)) page.push(waiting.person);
    if (page.length < 500) continue;
    await wake(page);
    page = [];
  }
  await wake(page);
};
