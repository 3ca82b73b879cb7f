import type { BrakeEvent, CatalogEvent, CheckoutAbandoned, DomainEvent } from './events.js';
import type { PeopleEvent } from './people-events.js';
import type { MemberId, PersonKey, SaleRef } from './ids.js';

/** The stream of a sale; the category is what precedes the first dash. */
export const saleStream = (sale: SaleRef): string => `sale-${sale}`;
export const memberStream = (member: MemberId): string => `member-${member}`;
/** The mails to somebody who is perhaps no member yet. */
export const personStream = (person: PersonKey): string => `person-${person}`;
export const reviewStream = (item: string): string => `review-${item}`;
export const CATALOG_STREAM = 'catalog-main';
export const BRAKE_STREAM = 'brake-removals';

const BRAKE_WORDS: readonly DomainEvent['type'][] = ['BrakeTripped', 'BrakeReleased', 'LogRestored'];

/** Where a fact belongs. */
export const streamOf = (event: DomainEvent): string => {
  switch (event.type) {
    case 'CheckoutAbandoned':
      return `checkout-${event.data.product ?? 'unknown'}`;
    case 'ProductMapped':
    case 'ProductUnmapped':
      return CATALOG_STREAM;
    default:
      return isOfBrake(event) ? BRAKE_STREAM : otherStream(event);
  }
};

const isOfBrake = (event: Exclude<DomainEvent, CheckoutAbandoned | CatalogEvent>): event is BrakeEvent => BRAKE_WORDS.includes(event.type);

const otherStream = (event: Exclude<DomainEvent, CheckoutAbandoned | CatalogEvent | BrakeEvent>): string =>
  isOfPeople(event) ? peopleStream(event.data) : ownStream(event.data);

/** The words about people that are about no sale: a request, a block, the mails to somebody. */
const isOfPeople = (event: Exclude<DomainEvent, CheckoutAbandoned | CatalogEvent | BrakeEvent>): event is PeopleEvent =>
  'request' in event.data || 'blocked' in event.data || 'invited' in event.data || event.type === 'InvitesStopped';

const peopleStream = (data: PeopleEvent['data']): string => {
  if ('request' in data) return `claim-${data.request}`;
  return 'blocked' in data ? `block-${data.blocked}` : personStream(data.person);
};

type OwnData = Exclude<DomainEvent, PeopleEvent | CheckoutAbandoned | CatalogEvent | BrakeEvent>['data'];

/** The stream of what a fact is about: a sale, a member, a payment, or something that waits for a person. */
const ownStream = (data: OwnData): string => {
  if ('sale' in data) return saleStream(data.sale);
  if ('member' in data) return memberStream(data.member);
  return 'sameAs' in data ? `payment-${data.payment}` : reviewStream(data.item);
};
