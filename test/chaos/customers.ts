import { exampleBytes, exampleValues, sources, type ExampleValues, type Source } from '#sources';
import type { FakeCativa } from '../../apps/rehearsal/src/fake-cativa.js';
import { BADGE, MAIL_DOMAIN, PRODUCT, SECRETS } from './config.js';
import type { Letter } from './post-office.js';

type Gateway = 'hotmart' | 'kiwify';
type Deed = 'joins' | 'buys' | 'renews' | 'refunded' | 'buys more' | 'more refunded';

/** What somebody does, and how many milliseconds after she came. */
type Story = readonly (readonly [afterMs: number, deed: Deed])[];

const BUYS: Story = [
  [0, 'joins'],
  [400, 'buys'],
];
const JOINS_LATER: Story = [
  [0, 'buys'],
  [1500, 'joins'],
];
const NEVER_JOINS: Story = [[0, 'buys']];
const RENEWS: Story = [...BUYS, [1600, 'renews']];
const REFUNDED: Story = [...BUYS, [2200, 'refunded']];
const TWO_SALES: Story = [...BUYS, [700, 'buys more'], [2000, 'refunded']];
const COMES_BACK: Story = [...BUYS, [1800, 'refunded'], [3200, 'buys more']];
const GOES_FOR_GOOD: Story = [...COMES_BACK, [4600, 'more refunded']];

/** Twenty in a row; then they begin again. */
const STORIES: readonly Story[] = [
  ...[BUYS, JOINS_LATER, REFUNDED, BUYS, TWO_SALES, BUYS, RENEWS, JOINS_LATER, BUYS, NEVER_JOINS],
  ...[BUYS, COMES_BACK, BUYS, REFUNDED, JOINS_LATER, BUYS, RENEWS, GOES_FOR_GOOD, BUYS, JOINS_LATER],
];

const EXAMPLES: Readonly<Record<Gateway, Readonly<Record<Exclude<Deed, 'joins'>, string>>>> = {
  hotmart: {
    buys: 'purchase-approved',
    renews: 'purchase-renewed',
    refunded: 'purchase-refunded',
    'buys more': 'purchase-approved',
    'more refunded': 'purchase-refunded',
  },
  kiwify: {
    buys: 'order-approved',
    renews: 'subscription-renewed',
    refunded: 'order-refunded',
    'buys more': 'order-approved',
    'more refunded': 'order-refunded',
  },
};
const SENDERS: Readonly<Record<Gateway, { readonly source: Source; readonly secret: string }>> = {
  hotmart: { source: sources.hotmart, secret: SECRETS.HOTMART_HOTTOK },
  kiwify: { source: sources.kiwify, secret: SECRETS.KIWIFY_TOKEN },
};

/** Every tenth webhook comes twice, as gateways' webhooks do. */
const REPEATED = 10;

const letterOf = (gateway: Gateway, deed: Exclude<Deed, 'joins'>, values: Partial<ExampleValues>): Letter => {
  const { source, secret } = SENDERS[gateway];
  const example = source.examples[EXAMPLES[gateway][deed]];
  if (!example) throw new Error(`${gateway} has no example for: ${deed}`);
  return { channel: gateway, source, secret, body: exampleBytes(example, exampleValues({ product: PRODUCT, ...values }, new Date())) };
};

/** One who buys, and what is right for her by her own deeds, whatever the installation believes. */
export interface Customer {
  readonly email: string;
  /** When the last of her deeds so far was done, by `performance.now()`. */
  readonly actedAt: () => number;
  readonly steps: readonly { readonly afterMs: number; act(): void }[];
  /** Whether Cativa shows what is right for her now. */
  isServed(): boolean;
  /** What is right, and what Cativa shows, for a person. */
  told(): string;
}

export const customer = (number: number, { cativa, send }: { cativa: FakeCativa; send(letter: Letter): void }): Customer => {
  const email = `buyer${number}@${MAIL_DOMAIN}`;
  const gateway: Gateway = number % 3 === 0 ? 'kiwify' : 'hotmart';
  const paid = new Set<string>();
  let [member, actedAt, sent]: [string | undefined, number, number] = [undefined, 0, 0];

  const say = (deed: Exclude<Deed, 'joins'>): void => {
    const sale = `${deed.includes('more') ? 'T' : 'S'}${number}`;
    const charge = `HP${sale}${deed === 'renews' ? 'R' : ''}`;
    const at = new Date().toISOString();
    const letter = letterOf(gateway, deed, { id: `chaos-${number}-${deed}`, sale, charge, email, name: `Buyer ${number}`, at });
    send(letter);
    sent += 1;
    if ((number + sent) % REPEATED === 0) send(letter);
    if (deed.includes('refunded')) paid.delete(charge);
    else paid.add(charge);
  };
  const act = (deed: Deed): void => {
    if (deed === 'joins') member = cativa.signUp({ email, name: `Buyer ${number}` }).id;
    else say(deed);
    actedAt = performance.now();
  };
  const isRight = (): boolean => member !== undefined && paid.size > 0;
  const holds = (): boolean => member !== undefined && cativa.holds(member, BADGE);
  const story = STORIES[number % STORIES.length] ?? BUYS;
  return {
    email,
    actedAt: () => actedAt,
    steps: story.map(([afterMs, deed]) => ({ afterMs, act: () => act(deed) })),
    isServed: () => holds() === isRight(),
    told: () => `member ${member ?? 'none'} (buyer ${number}) should ${isRight() ? '' : 'not '}hold ${BADGE}`,
  };
};
