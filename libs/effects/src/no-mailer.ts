import type { Mailer } from './mailer.js';

/** No mail server is configured: nothing is sent, and nothing is lost, since what waits can go once there is one. */
export const noMailer = (): Mailer => ({
  kind: 'none',
  send: async () => ({ kind: 'later', because: 'no mail is configured' }),
  check: async () => 'No mail is configured.',
  close: () => undefined,
});
