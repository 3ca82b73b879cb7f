export * from './badge-api.js';
export * from './http-badge-api.js';
export * from './worklist-badge-api.js';
export * from './no-badge-api.js';
export * from './lookups.js';
export * from './gateway-lookups.js';
export * from './mailer.js';
