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
import { peopleInReview } from './people-in-review.js';
import type { AnswerPorts } from './ports.js';
import { settleBy, type ReviewItem } from './review-item.js';

/** How many wait, and the oldest of them. */
export interface ReviewList {
  readonly count: number;
  readonly oldest: readonly ReviewItem[];
}

const bought = ({ sale, charge, product, mapping, until }: Reason): Record<string, string> => ({
  sale,
  charge,
  product: mapping ? `${product} (${mapping.name})` : product,
  access: until === null ? 'kept, no end known' : `kept until ${until}`,
});

const ofSale = (reason: Reason): ReviewItem => {
  const item = `sale/${reason.sale}/${reason.charge}`;
  const decisions = settleBy(item, 'keep', "until '<instant>'", 'end');
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
    settle: settleBy(item, 'buyer <address>', 'dismiss'),
  };
};

const ofParked = ({ delivery, channel, outcome, receivedAt, notes, ask }: Parked): ReviewItem => {
  const item = `delivery/${delivery}`;
  const answer = outcome === 'incomplete' ? settleBy(item, 'product <product id>') : [];
  return {
    item,
    kind: outcome,
    since: receivedAt,
    question: notes.join('; ') || 'not understood',
    known: { channel, ...(ask && { 'would be asked': `${ask.of} ${ask.id}` }) },
    settle: [...answer, `catraca reread --delivery ${delivery}`, ...settleBy(item, 'dismiss')],
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
    settle: settleBy(item, 'dismiss'),
  };
};

/** Everything that waits for a person at this moment, oldest first. */
export const reviewList = async ({ pool }: Pick<AnswerPorts, 'pool'>, moment: Moment, known?: Catalog, limit = LISTED): Promise<ReviewList> => {
  const catalog = known ?? (await readModel(pool).catalog());
  const parked = await parkedDeliveries(pool, limit);
  const contradictions = await openContradictions(pool, limit);
  const sales = await reasonsInQuestion(pool, catalog, moment);
  const buyerless = await buyerlessReasons(pool, catalog, moment);
  const people = await peopleInReview({ pool }, catalog, moment);
  const items = [
    ...people,
    ...sales.map(ofSale),
    ...buyerless.map(ofBuyerless),
    ...parked.oldest.map(ofParked),
    ...contradictions.oldest.map(ofContradiction),
  ].sort((a, b) => a.since.localeCompare(b.since));
  return { count: people.length + sales.length + buyerless.length + parked.count + contradictions.count, oldest: items.slice(0, limit) };
};
