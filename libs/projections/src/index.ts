export * from './projection.js';
export * from './projections.js';
export * from './projector.js';
export * from './fold-tables.js';
export * from './moment.js';
export * from './read-model.js';
export * from './ledger.js';
export * from './epoch.js';
export * from './memory-ledger.js';
export * from './memory-read-model.js';
export * from './memory-differences.js';
export * from './overview.js';
export * from './waiting.js';
export * from './member-state.js';
export * from './sales-by-owner.js';
export * from './review-queries.js';
export * from './access-change.js';
export * from './member-pages.js';
export * from './compare.js';
export * from './rebuild.js';
export * from './replay.js';
export * from './refold.js';
export * from './verify.js';
export * from './shapes.js';
export * from './channel-rhythm.js';
export * from './access-times.js';

/** The migrations of the read models; loaded only where a database is opened. */
export const readModelSchema = async () => import('./schema.js');
