import { setTimeout as pause } from 'node:timers/promises';
import type { Community } from './fake-cativa-community.js';
import type { Faults } from './fake-cativa-faults.js';
import { problem, type Reply } from './fake-cativa-http.js';

/** `applied` and `already` took effect, also when the caller never hears it (`unanswered`). */
export type CallOutcome = 'applied' | 'already' | 'unanswered' | 'unauthorized' | 'dropped' | 'throttled' | 'failed' | 'refused' | 'unknown user';

/** One badge call that reached the fake Cativa. `at` is an ISO instant. */
export interface FakeCall {
  readonly command: 'assign' | 'remove';
  readonly member: string;
  readonly badge: string;
  readonly at: string;
  readonly outcome: CallOutcome;
}

interface Result {
  readonly outcome: CallOutcome;
  readonly reply: Reply;
}

type Wanted = Pick<FakeCall, 'command' | 'member' | 'badge'>;

/** The two calls of Cativa's guide: idempotent, keyed by member id, and open to every fault. */
export const badgeCalls = (community: Community, faults: Faults, ended: AbortSignal) => {
  const undoLater = (wanted: Wanted, ms: number): void => {
    const undo = (): void => {
      const holds = community.find(wanted.member)?.badges.includes(wanted.badge);
      if (community.find(wanted.member) && holds === (wanted.command === 'assign')) community.drift(wanted.member, wanted.badge);
    };
    pause(ms, undefined, { signal: ended, ref: false }).then(undo, () => undefined);
  };

  const apply = ({ command, member, badge }: Wanted): Result => {
    const changed = command === 'assign' ? community.give(member, badge) : community.take(member, badge);
    const forgetMs = changed ? faults.strike('forget') : undefined;
    if (forgetMs !== undefined) undoLater({ command, member, badge }, forgetMs);
    const cutAfterMs = faults.strike('timeoutAfterApplying');
    if (cutAfterMs !== undefined) return { outcome: 'unanswered', reply: { kind: 'silence', cutAfterMs: cutAfterMs || undefined } };
    return changed
      ? { outcome: 'applied', reply: { kind: 'json', status: 204 } }
      : { outcome: 'already', reply: { kind: 'json', status: 200, json: {} } };
  };

  return async (wanted: Wanted, authorized: boolean): Promise<Result> => {
    if (!authorized) return { outcome: 'unauthorized', reply: problem(401, 'Auth.Token.Invalid', 'Unauthorized') };
    const latencyMs = faults.strike('latencyMs');
    if (latencyMs !== undefined) await pause(latencyMs, undefined, { signal: ended });
    const fault = faultOf(faults);
    if (fault) return fault;
    if (!community.find(wanted.member)) return { outcome: 'unknown user', reply: problem(404, 'User.NotFound', 'Not Found') };
    return apply(wanted);
  };
};

/** The fault that keeps a call from being applied, if one strikes. */
const faultOf = (faults: Faults): Result | undefined => {
  if (faults.strike('dropConnection') !== undefined) return { outcome: 'dropped', reply: { kind: 'silence', cutAfterMs: 0 } };
  const seconds = faults.strike('throttle');
  if (seconds !== undefined) {
    return { outcome: 'throttled', reply: problem(429, 'RateLimit.Exceeded', 'Too Many Requests', { 'retry-after': String(seconds) }) };
  }
  const failure = faults.strike('fail');
  if (failure !== undefined) return { outcome: 'failed', reply: problem(failure, 'Server.Failure', 'Internal Server Error') };
  const refusal = faults.strike('refuse');
  return refusal === undefined ? undefined : { outcome: 'refused', reply: problem(refusal, 'Badge.Rule.Violated', 'Unprocessable Entity') };
};
