import { gatewayStories } from './gateway-stories.js';
import { paidBeforeJoining } from './paid-before-joining.js';
import { paidWithAnotherAddress } from './paid-with-another-address.js';
import { purchaseAndRefund } from './purchase-and-refund.js';
import type { Story } from './story.js';

/** What `npm start` plays. */
export const stories: readonly Story[] = [...gatewayStories.map(purchaseAndRefund), paidBeforeJoining, paidWithAnotherAddress];
