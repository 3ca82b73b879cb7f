/** What all projects share: ESM all the way, TypeScript by SWC, our own libs from their sources. */
const shared = {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': ['@swc/jest'] },
  moduleNameMapper: { '^#([a-z-]+)$': '<rootDir>/libs/$1/src/index.ts', '^(\\.{1,2}/.*)\\.js$': '$1' },
  moduleFileExtensions: ['ts', 'js', 'mjs', 'json'],
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.catraca'],
  setupFiles: ['<rootDir>/test/support/preload-esm.mjs'],
  runner: '<rootDir>/test/support/one-runner.mjs',
};

const FOLDERS = { onBoth: ['integration', 'e2e'], once: ['database', 'http', 'cli'] };

/** Tests that need servers. What touches the queue runs twice, once for each server that the queue can use; the rest runs once. */
const withServers = (queue, folders) => ({
  ...shared,
  displayName: `queue-on-${queue}`,
  testMatch: folders.map((folder) => `<rootDir>/test/${folder}/**/*.spec.ts`),
  setupFiles: [...shared.setupFiles, `<rootDir>/test/support/queue-on-${queue}.mjs`],
  // Compiled by `npm run build`, which `npm test` does first: Node itself loads these two.
  globalSetup: '<rootDir>/dist/test/support/global-setup.js',
  globalTeardown: '<rootDir>/dist/test/support/global-teardown.js',
});

export default {
  testTimeout: 30_000,
  testSequencer: '<rootDir>/test/support/slow-first.mjs',
  maxWorkers: 4,
  workerIdleMemoryLimit: '700MB', // an app graph leaves about 28 MB behind in its worker
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
