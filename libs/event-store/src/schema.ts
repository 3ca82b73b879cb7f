export * from './entities.js';
export { Log0001 } from './migrations/0001-log.js';
export { Answers0004 } from './migrations/0004-answers.js';
