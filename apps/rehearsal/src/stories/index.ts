import { gatewayStories } from './gateway-stories.js';
import { purchaseAndRefund } from './purchase-and-refund.js';
import type { Story } from './story.js';

/** What `npm start` plays. */
export const stories: readonly Story[] = gatewayStories.map(purchaseAndRefund);
