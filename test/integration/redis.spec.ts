import { refuseEviction, redisFacts } from '#runtime';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import { join } from 'node:path';
import { startTestRedis, type TestRedis } from '../support/redis.js';

describe('a Redis for the queue', () => {
  let redis: TestRedis;
  let client: Redis;
  beforeAll(async () => {
    const started = await startTestRedis(join(process.cwd(), '.catraca', 'redis'));
    if ('missing' in started) throw new Error(started.missing);
    redis = started;
    client = new Redis(redis.url);
  });
  afterAll(async () => {
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    client.disconnect();
    await redis.stop();
  });

  test('is refused at boot when it evicts, with the command that mends it', async () => {
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    await expect(refuseEviction(redis.url)).rejects.toThrow('redis-cli config set maxmemory-policy noeviction');
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    await expect(refuseEviction(redis.url)).resolves.toBeUndefined();
  });

  test('says its version and whether it keeps anything', async () => {
    expect(await redisFacts(redis.url)).toMatchObject({ policy: 'noeviction' });
  });

  test('that does not answer is one clear sentence', async () => {
    await expect(redisFacts('redis://127.0.0.1:1')).rejects.toThrow('Redis does not answer');
  });
});
