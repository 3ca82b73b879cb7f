/** What kind of question a person is asked. */
export type ReviewKind = 'sale' | 'no-buyer' | 'incomplete' | 'unreadable' | 'contradiction' | 'claim' | 'mail';

/** One thing that waits for a person: what is known of it, and the commands that settle it. Never an address, never a value from a body. */
export interface ReviewItem {
  readonly item: string;
  readonly kind: ReviewKind;
  readonly since: string;
  readonly question: string;
  readonly known: Readonly<Record<string, string>>;
  readonly settle: readonly string[];
}

/** The commands that settle an item by each of these decisions. */
export const settleBy = (item: string, ...decisions: readonly string[]): readonly string[] =>
  decisions.map((decision) => `catraca review settle '${item}' ${decision}`);
