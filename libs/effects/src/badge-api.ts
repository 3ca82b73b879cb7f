import type { BadgeId, MemberId } from '#domain';

/** One change at Cativa. Both are idempotent: asking twice is the same as asking once. */
export interface BadgeCall {
  readonly command: 'assign' | 'remove';
  readonly member: MemberId;
  readonly badge: BadgeId;
}

/**
 * The answers of the outside world. done: it is so (`already`: it was so before we asked). listed: a person will do it.
 * later: not now, perhaps not before `afterMs`. never: refused for good. unknown: sent, and no answer came.
 * `because` is fit for logs: no secret, no personal data; `traceId` is Cativa's.
 */
export type BadgeOutcome =
  | { readonly kind: 'done'; readonly already?: boolean }
  | { readonly kind: 'listed' }
  | { readonly kind: 'later'; readonly because: string; readonly afterMs?: number; readonly traceId?: string }
  | { readonly kind: 'never'; readonly because: string; readonly traceId?: string }
  | { readonly kind: 'unknown'; readonly because: string };

/** Who carries commands out. Expected failures are values; `run` does not throw. */
export interface BadgeApi {
  readonly kind: 'api' | 'worklist' | 'none';
  run(call: BadgeCall): Promise<BadgeOutcome>;
}
