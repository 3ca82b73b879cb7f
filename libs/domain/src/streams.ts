import type { DomainEvent } from './events.js';
import type { MemberId, SaleRef } from './ids.js';

/** The stream of a sale; the category is what precedes the first dash. */
export const saleStream = (sale: SaleRef): string => `sale-${sale}`;
export const memberStream = (member: MemberId): string => `member-${member}`;
export const CATALOG_STREAM = 'catalog-main';
export const BRAKE_STREAM = 'brake-removals';

/** Where a fact belongs. */
export const streamOf = (event: DomainEvent): string => {
  switch (event.type) {
    case 'CheckoutAbandoned':
      return `checkout-${event.data.product ?? 'unknown'}`;
    case 'ProductMapped':
    case 'ProductUnmapped':
      return CATALOG_STREAM;
    case 'BrakeTripped':
    case 'BrakeReleased':
      return BRAKE_STREAM;
    case 'PaymentLinked':
      return `payment-${event.data.payment}`;
    case 'ReviewDismissed':
      return `review-${event.data.item}`;
    default:
      return 'sale' in event.data ? saleStream(event.data.sale) : memberStream(event.data.member);
  }
};
