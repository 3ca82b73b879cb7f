import type { HttpBadgeApiOptions } from '#effects';
import { personHasher } from '#runtime';
import { postgresEventStore, type NewEvent } from '#event-store';
import { startFakeCativa, type FakeCativa } from '../../apps/rehearsal/src/fake-cativa.js';
import { numbered } from '../load/index.js';
import { purchaseFacts } from '../peers/index.js';
import { ENDPOINTS } from './stage.js';
import { withStage, type Standing } from './with-stage.js';

const KEY = 'cativa_live_bench';
/** The badge of what the generator sells. */
export const BADGE = 'badge-bench';
const BATCH = 1000;
const METADATA = { source: 'cativa', schema: 1 } as const;

/** No member of a story's log has such a name. */
export const memberOf = (number: number): string => `bench-${number}`;

/** A stage whose worker gives badges at a Cativa that takes every call at once and tells nobody. */
export interface Shop extends Standing {
  readonly cativa: FakeCativa;
  /** How to ask it for badges. */
  readonly api: HttpBadgeApiOptions;
}

/** Does the work on a shop of its own, which ends with it. */
export const withShop = async <Result>(work: (shop: Shop) => Promise<Result>): Promise<Result> => {
  const cativa = await startFakeCativa({ key: KEY, listeners: [] });
  try {
    const api = { baseUrl: cativa.url, key: KEY, ...ENDPOINTS };
    return await withStage(async (standing) => work({ ...standing, cativa, api }), { cativa: { url: cativa.url, key: KEY } });
  } finally {
    await cativa.close();
  }
};

/** One mapping for the product that the generator sells, and buyers from one number to another who are members already. */
export const openShop = async ({ pool, cativa }: Shop, { from, to }: { from: number; to: number }): Promise<void> => {
  const store = postgresEventStore(pool);
  const personOf = await personHasher(pool);
  const occurredAt = new Date().toISOString();
  const product = String(purchaseFacts()(from).data['product']);
  const mapping = { product, name: 'Bench', badges: [{ name: 'Bench', id: BADGE }], policies: {} };
  await store.append([{ key: 'bench/catalog', event: { type: 'ProductMapped', data: { mapping, occurredAt } }, metadata: METADATA }]);
  const seen = (number: number): NewEvent => {
    const [member, email] = [memberOf(number), `buyer-${numbered(number)}@bench.example`];
    cativa.signUp({ id: member, email, name: `Buyer ${number}` });
    return {
      key: `bench/${member}`,
      event: { type: 'MemberSeen', data: { member, person: personOf(email), badges: [], occurredAt } },
      metadata: METADATA,
    };
  };
  for (let number = from; number <= to; number += BATCH) {
    await store.append(Array.from({ length: Math.min(BATCH, to - number + 1) }, (_, index) => seen(number + index)));
  }
};
