export * from './projection.js';
export * from './projections.js';
export * from './projector.js';
export * from './read-model.js';
export * from './overview.js';
export * from './compare.js';
export * from './replay.js';
export * from './verify.js';
export { ReadModels0002 } from './migrations/0002-read-models.js';
