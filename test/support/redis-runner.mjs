import TestRunner from 'jest-runner';

/** Jest's own runner, except that without a Redis it reports its files as not run, in one line. */
export default class RedisRunner extends TestRunner {
  async runTests(tests, watcher, options) {
    const missing = process.env.CATRACA_TEST_REDIS_MISSING;
    if (missing === undefined) return super.runTests(tests, watcher, options);
    process.stderr.write(`NOT RUN: ${tests.length} test files on Redis, because there is none: ${missing}\n`);
  }
}
