export * from './badge-api.js';
