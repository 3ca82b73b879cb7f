import { instantOf, normalizeAddress, type DomainEvent, type Instant } from '#domain';
import type { NewEvent } from '#event-store';
import { CommandError, EXIT } from './exit.js';

/** What a person says, and who and why. */
export interface Decision {
  readonly word: string;
  readonly value?: string;
  readonly by: string;
  readonly note?: string;
}

/** An item by its parts: `sale/<source>/<id>/<charge>`, `buyer/<source>/<id>`, `delivery/<id>`, `contradiction/<event>/<delivery>`, `mail/<buyer>/<mail>/<attempt>/<sale>`. */
export type Item =
  | { readonly kind: 'sale'; readonly sale: string; readonly charge: string }
  | { readonly kind: 'buyer'; readonly sale: string }
  | { readonly kind: 'delivery'; readonly id: string }
  | { readonly kind: 'contradiction' }
  | { readonly kind: 'mail'; readonly person: string; readonly mail: number; readonly attempt: number; readonly invited: string };

const wrong = (sentence: string): CommandError => new CommandError(sentence, EXIT.wrongUse);

/** A charge may hold slashes; a source and the id of a sale are told apart by the first two. */
const saleOf = (rest: string): Item | undefined => {
  const [source, id, ...charge] = rest.split('/');
  return source && id && charge.length > 0 ? { kind: 'sale', sale: `${source}/${id}`, charge: charge.join('/') } : undefined;
};

const mailOf = (rest: string): Item | undefined => {
  const [person, mail, attempt, ...invited] = rest.split('/');
  return person && invited.length > 1
    ? { kind: 'mail', person, mail: Number(mail), attempt: Number(attempt), invited: invited.join('/') }
    : undefined;
};

/** The item that a text names; undefined when it names none. */
export const itemOf = (text: string): Item | undefined => {
  const slash = text.indexOf('/');
  const rest = text.slice(slash + 1);
  switch (text.slice(0, Math.max(slash, 0))) {
    case 'sale':
      return saleOf(rest);
    case 'buyer':
      return rest.includes('/') ? { kind: 'buyer', sale: rest } : undefined;
    case 'delivery':
      return { kind: 'delivery', id: rest };
    case 'contradiction':
      return { kind: 'contradiction' };
    case 'mail':
      return mailOf(rest);
    default:
      return undefined;
  }
};

const settled = (item: Extract<Item, { kind: 'sale' }>, decision: Decision, now: Instant): DomainEvent => {
  const said = { occurredAt: now, sale: item.sale, charge: item.charge, by: decision.by, ...(decision.note && { note: decision.note }) };
  if (decision.word === 'keep' || decision.word === 'end') return { type: 'SaleSettled', data: { ...said, decision: decision.word } };
  const until = decision.word === 'until' ? instantOf(decision.value) : undefined;
  if (until === undefined) throw wrong('A sale is settled by keep, end, or until <instant with its zone, such as 2026-12-31T23:59:59-03:00>.');
  return { type: 'SaleSettled', data: { ...said, decision: 'keep', until } };
};

const named = (sale: string, { value = '', by, note }: Decision, { now, personOf }: Told): NewEvent['event'] => {
  if (normalizeAddress(value) === undefined) throw wrong('buyer takes the address of whoever bought.');
  return { type: 'BuyerNamed', data: { occurredAt: now, sale, person: personOf(value), by, ...(note && { note }) } };
};

/** The try counts as failed, so that there is another. */
const again = ({ person, mail, attempt, invited }: Extract<Item, { kind: 'mail' }>, { by }: Decision, now: Instant): DomainEvent => ({
  type: 'InviteFailed',
  data: { occurredAt: now, person, mail, attempt, invited, final: false, because: `to be sent again, says ${by}` },
});

/** When it is said, and the name under which an address is kept. */
export interface Told {
  readonly now: Instant;
  readonly personOf: (address: string) => string;
}

const fact = (key: string, event: DomainEvent, personal?: Readonly<Record<string, string>>): NewEvent => ({
  key: `catraca/${key}`,
  event,
  metadata: { source: 'catraca', schema: 1 },
  ...(personal && { personal }),
});

/** What is not a sale is put aside, whatever it is. */
const dismissed = (text: string, { word, by, note }: Decision, now: Instant): NewEvent => {
  if (word !== 'dismiss') throw wrong(`${text} cannot be settled by ${word}; catraca review list says how.`);
  return fact(`dismissed/${text}/${now}`, { type: 'ReviewDismissed', data: { occurredAt: now, item: text, by, ...(note && { note }) } });
};

/** The fact that a decision about an item becomes. Throws where the item cannot be settled so. */
export const factOf = (text: string, item: Item, decision: Decision, told: Told): NewEvent => {
  const { word } = decision;
  if (item.kind === 'sale') return fact(`settled/${item.sale}/${item.charge}/${told.now}`, settled(item, decision, told.now));
  if (item.kind === 'buyer' && word === 'buyer') {
    return fact(`buyer/${item.sale}/${told.now}`, named(item.sale, decision, told), { email: decision.value?.trim() ?? '' });
  }
  if (item.kind === 'mail' && word === 'again') return fact(`invite/${text}/again`, again(item, decision, told.now));
  return dismissed(text, decision, told.now);
};
