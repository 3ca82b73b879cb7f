import { Fault } from './engine.js';
import type { Answer } from './raw-http.js';
import { SECRET } from './stage.js';

/** A stack, a module, a word about what we are built of: nothing of it is anybody's business. */
const TELLTALE =
  /\bat .*:\d+:\d+|node_modules|postgres|fastify|FST_ERR|ECONN[A-Z]|HPE_[A-Z]|\bERR_[A-Z]|(Syntax|Type|Range)Error|__proto__|undefined|\[object /;
/** What is drawn by lot may spell any word. */
const DRAWN = /^(set-cookie|content-security-policy): .*$|(?<=name="token" value="|nonce=")[^"]*/gim;
const FIELD = /(?<=\bvalue=")[^"]*/g;

/** What an answer must not say, whatever was asked; a word that was typed may stand in its field again. */
export const expectDiscreet = ({ head, body }: Answer, typed = ''): void => {
  const wasTyped = (value: string): boolean => typed.includes(TELLTALE.exec(value)?.[0] ?? '');
  const said = `${head}\n${body}`.replace(DRAWN, '').replace(FIELD, (value) => (wasTyped(value) ? '' : value));
  const found = TELLTALE.exec(said)?.[0];
  if (found !== undefined) throw new Fault(`an answer says “${found}”: ${body.slice(0, 500)}`);
  if ((head + body).includes(SECRET)) throw new Fault('an answer holds the secret');
};

/** A failure of ours is never an answer; 503 is the walls', and no load of a fuzzer reaches them. */
export const expectNoFailure = ({ status, body }: Answer): void => {
  if (status >= 500) throw new Fault(`answered ${status}: ${body.slice(0, 500)}`);
};
