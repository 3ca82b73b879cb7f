/** A question that only the gateway can answer: `of` names its kind, `id` is the gateway's own. */
export interface Question {
  readonly of: string;
  readonly id: string;
}

/** What the gateway said, fit to complete a delivery: products as the gateway names them, the address as written. */
export interface LookedUp {
  /** A person may answer in the gateway's place. */
  readonly by: 'look-up' | 'person';
  readonly products?: readonly string[];
  readonly email?: string;
  readonly name?: string;
}

/**
 * The gateway's word. later: not now, perhaps not before `afterMs` (milliseconds). never: asking again would change nothing.
 * `because` is fit for logs: no secret, no personal data, no id.
 */
export type LookupOutcome =
  | { readonly kind: 'answer'; readonly completion: LookedUp }
  | { readonly kind: 'later'; readonly because: string; readonly afterMs?: number }
  | { readonly kind: 'never'; readonly because: string };

/** Asks the gateway of one channel. Expected failures are values; `ask` does not throw. */
export interface Lookups {
  ask(question: Question, signal?: AbortSignal): Promise<LookupOutcome>;
}

/** Where and with which key a gateway is asked. `baseUrl`: scheme, host and port; without it, the gateway's own. */
export interface LookupOptions {
  readonly key: string;
  readonly baseUrl?: string;
  readonly timeoutMs?: number;
}

/** One kind of question. It may throw what it does not understand, and must end when the signal does. */
export type Asking = (id: string, signal: AbortSignal) => Promise<LookupOutcome>;
