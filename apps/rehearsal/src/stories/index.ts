import { purchaseAndRefund } from './purchase-and-refund.js';
import type { Story } from './story.js';

/** What `npm start` plays. */
export const stories: readonly Story[] = [purchaseAndRefund];
