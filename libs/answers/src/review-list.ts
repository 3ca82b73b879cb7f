import type { Catalog, Reason } from '#domain';
import {
  buyerlessReasons,
  openContradictions,
  parkedDeliveries,
  readModel,
  reasonsInQuestion,
  type Contradiction,
  type Moment,
  type Parked,
} from '#projections';
import { LISTED } from './listed.js';
import type { AnswerPorts } from './ports.js';

/** What kind of question a person is asked. */
export type ReviewKind = 'sale' | 'no-buyer' | 'incomplete' | 'unreadable' | 'contradiction';

/** One thing that waits for a person: what is known of it, and the commands that settle it. Never an address, never a value from a body. */
export interface ReviewItem {
  readonly item: string;
  readonly kind: ReviewKind;
  readonly since: string;
  readonly question: string;
  readonly known: Readonly<Record<string, string>>;
  readonly settle: readonly string[];
}

/** How many wait, and the oldest of them. */
export interface ReviewList {
  readonly count: number;
  readonly oldest: readonly ReviewItem[];
}

const settle = (item: string, ...decisions: readonly string[]): readonly string[] =>
  decisions.map((decision) => `catraca review settle '${item}' ${decision}`);

const bought = ({ sale, charge, product, mapping, until }: Reason): Record<string, string> => ({
  sale,
  charge,
  product: mapping ? `${product} (${mapping.name})` : product,
  access: until === null ? 'kept, no end known' : `kept until ${until}`,
});

const ofSale = (reason: Reason): ReviewItem => {
  const item = `sale/${reason.sale}/${reason.charge}`;
  const decisions = settle(item, 'keep', "until '<instant>'", 'end');
  return { item, kind: 'sale', since: reason.askedAt ?? reason.since, question: reason.because, known: bought(reason), settle: decisions };
};

const ofBuyerless = (reason: Reason): ReviewItem => {
  const item = `buyer/${reason.sale}`;
  return {
    item,
    kind: 'no-buyer',
    since: reason.since,
    question: 'paid, and the gateway did not say by whom',
    known: bought(reason),
    settle: settle(item, 'buyer <address>', 'dismiss'),
  };
};

const ofParked = ({ delivery, channel, outcome, receivedAt, notes, ask }: Parked): ReviewItem => {
  const item = `delivery/${delivery}`;
  const answer = outcome === 'incomplete' ? settle(item, 'product <product id>') : [];
  return {
    item,
    kind: outcome,
    since: receivedAt,
    question: notes.join('; ') || 'not understood',
    known: { channel, ...(ask && { 'would be asked': `${ask.of} ${ask.id}` }) },
    settle: [...answer, `catraca reread --delivery ${delivery}`, ...settle(item, 'dismiss')],
  };
};

/** Which fields differ; their values may say much, so that they stay in the log. */
const differing = ({ kept, told }: Contradiction): string =>
  [...new Set([...Object.keys(kept), ...Object.keys(told)])]
    .filter((field) => JSON.stringify(kept[field]) !== JSON.stringify(told[field]))
    .join(', ');

const ofContradiction = (found: Contradiction): ReviewItem => {
  const item = `contradiction/${found.event}/${found.delivery}`;
  return {
    item,
    kind: 'contradiction',
    since: found.noticedAt,
    question: `told twice, differently, in: ${differing(found)}; the first word stands`,
    known: { fact: found.type, stream: found.stream, 'later delivery': found.delivery },
    settle: settle(item, 'dismiss'),
  };
};

/** Everything that waits for a person at this moment, oldest first. */
export const reviewList = async ({ pool }: Pick<AnswerPorts, 'pool'>, moment: Moment, known?: Catalog, limit = LISTED): Promise<ReviewList> => {
  const catalog = known ?? (await readModel(pool).catalog());
  const parked = await parkedDeliveries(pool, limit);
  const contradictions = await openContradictions(pool, limit);
  const sales = await reasonsInQuestion(pool, catalog, moment);
  const buyerless = await buyerlessReasons(pool, catalog, moment);
  const items = [
    ...sales.map(ofSale),
    ...buyerless.map(ofBuyerless),
    ...parked.oldest.map(ofParked),
    ...contradictions.oldest.map(ofContradiction),
  ].sort((a, b) => a.since.localeCompare(b.since));
  return { count: sales.length + buyerless.length + parked.count + contradictions.count, oldest: items.slice(0, limit) };
};
