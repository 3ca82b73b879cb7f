export * from './canonical-json.js';
export * from './event-store.js';
export * from './event-id.js';
export * from './postgres-event-store.js';
export * from './payment-words.js';
export * from './memory-event-store.js';
export * from './data-fault.js';
export * from './delivery-log.js';
export * from './in-groups.js';
export * from './grouped-appends.js';
export * from './asked-deliveries.js';
export * from './wrong-expected-version.js';
export * from './queryable.js';
export * from './patiently.js';
export * from './read-reader.js';

/** The log's tables for the ORM, and their migrations; loaded only where a database is opened: the ORM takes half a second. */
export const logSchema = async () => import('./schema.js');
