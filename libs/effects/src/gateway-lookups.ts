import { asaasQuestions } from './asaas-lookup.js';
import type { Asking, LookupOptions, LookupOutcome, Lookups } from './lookups.js';
import { stripeQuestions } from './stripe-lookup.js';

const TIMEOUT_MS = 10_000;
const FITS_AN_ADDRESS = /^[\w-]{1,255}$/;
const FITS_A_HEADER = /^[\x21-\x7e]+$/;

/** An answer that did not come in time may come another time; so may one that we did not wait for. */
const outOfTime = (given: AbortSignal | undefined, timeoutMs: number): LookupOutcome => ({
  kind: 'later',
  because: given?.aborted ? 'we stopped before the answer came' : `no answer within ${timeoutMs} ms`,
});

const ended = async (signal: AbortSignal): Promise<'ended'> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve('ended');
    else signal.addEventListener('abort', () => resolve('ended'), { once: true });
  });

/**
 * Asks gateways over HTTP, each question with one deadline for all its pages. Throws when the key can stand in no header, and does
 * not repeat it.
 */
export const gatewayLookups = (options: LookupOptions): Lookups => {
  if (!FITS_A_HEADER.test(options.key)) throw new Error('The key for look-ups is empty or holds characters that no header can carry');
  const timeoutMs = options.timeoutMs ?? TIMEOUT_MS;
  const given = { ...options, timeoutMs };
  const questions: ReadonlyMap<string, Asking> = new Map(Object.entries({ ...stripeQuestions(given), ...asaasQuestions(given) }));

  return {
    async ask({ of, id }, stop) {
      const asking = questions.get(of);
      if (!asking) return { kind: 'never', because: 'nobody knows how to ask this' };
      if (!FITS_AN_ADDRESS.test(id)) return { kind: 'never', because: 'an id that cannot stand in an address' };
      const deadline = AbortSignal.timeout(timeoutMs);
      const signal = stop ? AbortSignal.any([stop, deadline]) : deadline;
      const outcome = await Promise.race([asking(id, signal), ended(signal)]);
      return outcome === 'ended' || (signal.aborted && outcome.kind === 'later') ? outOfTime(stop, timeoutMs) : outcome;
    },
  };
};
