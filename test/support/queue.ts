/** Which of its two servers the queue uses in this run of the file. */
export type TestQueue = { readonly kind: 'postgres' } | { readonly kind: 'redis'; readonly url: string };

/** Set by the Jest project: the same files run once for each. */
export function testQueue(): TestQueue {
  const kind = process.env['CATRACA_TEST_QUEUE'];
  if (kind === 'postgres') return { kind };
  const url = process.env['CATRACA_TEST_REDIS_URL'];
  if (kind === 'redis' && url !== undefined) return { kind, url };
  throw new Error('There is no queue here: only test/integration, test/e2e, test/database, test/http and test/cli have one.');
}
