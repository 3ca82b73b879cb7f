import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { pass } from '../watch.js';
import { callbackAfter, wrap } from './wrap.js';

const verb = (line: unknown): string => (typeof line === 'string' ? (line.split(/[ :]/)[0] ?? '') : 'credentials');

/** Every line that this process says to a mail server, the body, and the server's word that it has the mail. */
export const watchMail = (): void => {
  wrap(SMTPConnection.prototype, '_sendCommand', (call) => {
    pass('before', `mail ${verb(call.args[0])}`);
    return call.go();
  });
  wrap(SMTPConnection.prototype, '_createSendStream', (call) => {
    pass('before', 'mail body');
    return call.go();
  });
  wrap(SMTPConnection.prototype, 'send', (call) => call.go(callbackAfter(call.args, (error) => error ?? pass('after', 'mail body')) ?? call.args));
};
