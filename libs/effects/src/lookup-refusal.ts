import type { LookupOutcome } from './lookups.js';
import { textAt, valueAt } from './value-at.js';

/** The gateways that can be asked, as people read them. */
export type Gateway = 'Stripe' | 'Asaas';

const sayingOf = (status: number): string => {
  if (status === 401 || status === 403) return `refuses our key (${status}); is it the right one, and may it read this?`;
  return status === 429 ? 'asks us to wait (429)' : `answered ${status}`;
};

/**
 * What a status other than 2xx comes to. Only "there is no such thing" (404, 410) is a word about the thing asked for. All else is
 * about us or about the day, a wrong key included: the question stays open until a person has mended it.
 */
export const refusal = (gateway: Gateway, status: number, afterMs?: number): LookupOutcome => {
  if (status === 404 || status === 410) return { kind: 'never', because: `${gateway} knows no such thing (${status})` };
  const because = `${gateway} ${sayingOf(status)}`;
  return afterMs === undefined ? { kind: 'later', because } : { kind: 'later', because, afterMs };
};

const DEEPEST = 5;
const CAUSES = ['cause', 'detail', 'exception'];

/** The first code along the chain of causes. Messages can hold headers and bodies, so only codes are kept. */
const codeOf = (error: unknown): string => {
  let link = error;
  for (let depth = 0; depth < DEEPEST && link !== undefined; depth += 1) {
    const code = textAt(link, 'code');
    if (/^\w{1,60}$/.test(code)) return code;
    link = CAUSES.map((name) => valueAt(link, name)).find((cause) => cause !== undefined);
  }
  return 'no code';
};

/** No answer at all. Looking changes nothing there, so whether the question was heard is all the same. */
export const noAnswer = (gateway: Gateway, error: unknown): LookupOutcome => ({
  kind: 'later',
  because: `${gateway} cannot be reached (${codeOf(error)})`,
});
