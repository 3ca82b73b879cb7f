import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

// Suites run from the build. `npm test` has made it; whoever starts Jest by hand gets a current one here.
const { status } = spawnSync(process.execPath, ['scripts/ensure.mjs', '--build'], { cwd: import.meta.dirname, stdio: 'inherit' });
if (status !== 0) process.exit(1);

// Suites start some hundred processes of our own; with compiled modules kept, a worker starts in 1.6 s of processor time instead of 2.2 s.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, '.catraca', 'compile-cache');

/** What all projects share: suites are found among the sources, and Node itself runs what the build made of them. */
const shared = {
  testRunner: '<rootDir>/test/support/bare-suite.mjs',
  transform: {},
  injectGlobals: false,
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.catraca'],
  runner: '<rootDir>/test/support/one-runner.mjs',
};

const FOLDERS = { onBoth: ['integration', 'e2e'], once: ['database', 'http', 'cli'] };

/** Tests that need servers. What touches the queue runs twice, once for each server that the queue can use; the rest runs once. */
const withServers = (queue, folders) => ({
  ...shared,
  displayName: `queue-on-${queue}`,
  testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.spec.ts`),
  testEnvironmentOptions: { queue },
  globalSetup: '<rootDir>/dist/test/support/global-setup.js',
  globalTeardown: '<rootDir>/dist/test/support/global-teardown.js',
});

export default {
  testTimeout: 30_000,
  testSequencer: '<rootDir>/test/support/slow-first.mjs',
  maxWorkers: 4,
  workerIdleMemoryLimit: '700MB',
  projects: [
    {
      ...shared,
      displayName: 'unit',
      testMatch: ['libs/**', 'apps/**', 'test/contracts/**', 'test/simulation/**', 'test/unit/**'].map((part) => `<rootDir>/${part}/*.spec.ts`),
    },
    {
      ...withServers('postgres', [...FOLDERS.onBoth, ...FOLDERS.once]),
      testPathIgnorePatterns: ['/node_modules/', '/integration/redis\\.spec\\.ts$'],
    },
    withServers('redis', FOLDERS.onBoth),
  ],
};
