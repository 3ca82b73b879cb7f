import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { pass } from '../watch.js';
import { callbackAfter, wrap } from './wrap.js';

const verb = (line: unknown): string => (typeof line === 'string' ? (line.split(/[ :]/)[0] ?? '') : 'credentials');

const BODY = { what: 'mail body', changes: true };

/** Every line that this process says to a mail server, the body, and the server's word that it has the mail. */
export const watchMail = (): void => {
  wrap(SMTPConnection.prototype, '_sendCommand', (call) => {
    pass('before', { what: `mail ${verb(call.args[0])}`, changes: false });
    return call.go();
  });
  wrap(SMTPConnection.prototype, '_createSendStream', (call) => {
    pass('before', BODY);
    return call.go();
  });
  wrap(SMTPConnection.prototype, 'send', (call) => call.go(callbackAfter(call.args, (error) => error ?? pass('after', BODY)) ?? call.args));
};
