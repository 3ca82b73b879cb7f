export type { AnswerPorts } from './ports.js';
export { LISTED } from './listed.js';
export * from './paid-without-access.js';
export * from './brake-report.js';
export * from './heard.js';
export * from './status-report.js';
export * from './review-list.js';
export * from './why-case.js';
export * from './why-report.js';
