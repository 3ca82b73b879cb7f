import type { BadgeApi } from './badge-api.js';

/** Badges are switched off: everything is heard and judged, nothing is asked of Cativa. */
export const noBadgeApi = (): BadgeApi => ({ kind: 'none', run: async () => ({ kind: 'never', because: 'badges: none' }) });
