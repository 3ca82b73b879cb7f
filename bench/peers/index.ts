export { closedLoop, type Loop, type Span } from './closed-loop.js';
export * from './emmett.js';
export { installPeers } from './install.js';
export { ownDatabase, type OwnDatabase } from './own-database.js';
export { purchaseFacts, type PeerFact } from './purchases.js';
export * from './servers.js';
export * from './single-inserts.js';
export type { Kept } from './webhooks-table.js';
