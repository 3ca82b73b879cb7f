export * from './entities.js';
export { Log0001 } from './migrations/0001-log.js';
export { Answers0004 } from './migrations/0004-answers.js';
export { AppendInBatches0012 } from './migrations/0012-append-in-batches.js';
