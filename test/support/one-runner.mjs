import TestRunner from 'jest-runner';

const onRedis = ({ context }) => context.config.displayName?.name === 'queue-on-redis';

/**
 * Jest's own runner for all projects, so that they share its workers. Without a Redis it reports the files that need one as not run,
 * in one line.
 */
export default class OneRunner extends TestRunner {
  async runTests(tests, watcher, options) {
    const missing = process.env.CATRACA_TEST_REDIS_MISSING;
    if (missing === undefined) return super.runTests(tests, watcher, options);
    const left = tests.filter(onRedis).length;
    if (left > 0) process.stderr.write(`NOT RUN: ${left} test files on Redis, because there is none: ${missing}\n`);
    return super.runTests(
      tests.filter((test) => !onRedis(test)),
      watcher,
      options,
    );
  }
}
