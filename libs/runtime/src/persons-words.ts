import { normalizeAddress, type Blockable, type DomainEvent, type Instant, type MemberId } from '#domain';
import type { NewEvent } from '#event-store';
import type { PersonOf } from './person.js';
import { randomUUIDv7 } from 'node:crypto';

/** Who says it, when and why. */
export interface Saying {
  readonly now: Instant;
  readonly by: string;
  readonly note?: string;
}

/** Somebody as a person names them: an address, or a member's id. */
export type Named = { readonly member: MemberId } | { readonly email: string };

const fact = (key: string, event: DomainEvent, email?: string): NewEvent => ({
  key: `catraca/${key}`,
  event,
  metadata: { source: 'catraca', schema: 1 },
  ...(email !== undefined && { personal: { email } }),
});

const said = ({ now, by, note }: Saying) => ({ occurredAt: now, by, ...(note && { note }) });

/** An address, where the text can be one; else a member's id. */
export const namedIn = (text: string): Named => (normalizeAddress(text) === undefined ? { member: text } : { email: text.trim() });

/** What is given. `sale`: an earlier gift that is given anew, such as with another end. */
export interface Giving {
  readonly to: Named;
  readonly product: string;
  readonly until?: Instant;
  readonly parent?: string;
  readonly sale?: string;
}

/** A gift as a fact; its sale is new unless one is named. */
export const giftFact = ({ to, product, until, parent, sale = `gift/${randomUUIDv7()}` }: Giving, saying: Saying, personOf: PersonOf): NewEvent => {
  const whom = 'member' in to ? { member: to.member } : { person: personOf(to.email) };
  const data = { ...said(saying), sale, product, ...whom, ...(until && { until }), ...(parent && { parent }) };
  return fact(`${sale}/given/${saying.now}`, { type: 'GiftGiven', data }, 'email' in to ? to.email : undefined);
};

export const giftEndFact = (sale: string, saying: Saying): NewEvent =>
  fact(`${sale}/ended/${saying.now}`, { type: 'GiftEnded', data: { ...said(saying), sale } });

const blockable = (who: Named, personOf: PersonOf): Blockable => ('member' in who ? `member/${who.member}` : `person/${personOf(who.email)}`);

/** A block as a fact. `until`: its own end. */
export const blockFact = ({ who, until }: { who: Named; until?: Instant }, saying: Saying, personOf: PersonOf): NewEvent => {
  const blocked = blockable(who, personOf);
  return fact(
    `block/${blocked}/set/${saying.now}`,
    { type: 'BlockSet', data: { ...said(saying), blocked, ...(until && { until }) } },
    'email' in who ? who.email : undefined,
  );
};

export const liftFact = (who: Named, saying: Saying, personOf: PersonOf): NewEvent => {
  const blocked = blockable(who, personOf);
  return fact(`block/${blocked}/lifted/${saying.now}`, { type: 'BlockLifted', data: { ...said(saying), blocked } });
};

export const claimFact = (sale: string, member: MemberId, saying: Saying): NewEvent =>
  fact(`claim/${sale}/${saying.now}`, { type: 'SaleClaimed', data: { ...said(saying), sale, member } });

export const unclaimFact = (sale: string, saying: Saying): NewEvent =>
  fact(`claim/${sale}/undone/${saying.now}`, { type: 'ClaimUndone', data: { ...said(saying), sale } });

/** A person's answer to somebody who asked for a sale without proof. */
export const claimAnswerFact = (request: string, granted: boolean, saying: Saying): NewEvent =>
  fact(`claim-request/${request}/answered/${saying.now}`, { type: 'ClaimAnswered', data: { ...said(saying), request, granted } });
