export * from './language.js';
export * from './mail-values.js';
export * from './compose-mail.js';
export * from './claim-texts.js';
export * from './stop-texts.js';
