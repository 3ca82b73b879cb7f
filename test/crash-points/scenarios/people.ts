import type { Mapping } from '#domain';
import type { ExampleValues } from '#sources';
import type { House } from '../house.js';
import type { Stage } from '../scenario.js';

/** What everybody buys, and what it opens. */
export const PRODUCT = '4100234';
export const BADGE = 'premium';

export const mapping = (product: string, badge: string): Mapping => ({
  product,
  name: product,
  badges: [{ name: badge, id: badge }],
  policies: {},
});

/** The house sells something, and it opens something. */
export const furnished = async ({ map }: House): Promise<void> => map([mapping(`hotmart/${PRODUCT}`, BADGE)]);

export const addressOf = (tag: string): string => `${tag}@example.com`;

export const memberIn = ({ cativa }: House, tag: string): string | undefined => cativa.members().find(({ email }) => email === addressOf(tag))?.id;

export const signUp = ({ house, tag }: Stage): string => house.cativa.signUp({ email: addressOf(tag), name: 'Somebody' }).id;

/** What Hotmart says about the one sale of this telling. The outbox goes on sending when nobody waits for the answer any more. */
export const says = async ({ house, tag }: Stage, word: string, values: Partial<ExampleValues> = {}): Promise<void> => {
  await house.hotmart.send(word, { sale: `S${tag}`, charge: `HP${tag}`, email: addressOf(tag), ...values }).catch(() => undefined);
};

export const holds = ({ house, tag }: Stage, badge: string): boolean => {
  const member = memberIn(house, tag);
  return member !== undefined && house.cativa.holds(member, badge);
};

/** Whether this address is known as a member's. */
export const isKnown = async ({ house, tag }: Stage): Promise<boolean> => {
  const { rowCount } = await house.pool.query(`select from identities where state->'seen'->>'member' = $1`, [memberIn(house, tag)]);
  return (rowCount ?? 0) > 0;
};

/** How often a fact of this type was recorded of a sale. */
export const factsOf = async ({ house, tag }: Stage, type: string): Promise<number> => {
  const text = 'select count(*)::int as count from events where type = $1 and stream like $2';
  return (await house.pool.query<{ count: number }>(text, [type, `%S${tag}`])).rows[0]?.count ?? 0;
};

/** A day ago, so that a refund may follow. */
export const yesterday = (): string => new Date(Date.now() - 86_400_000).toISOString();
