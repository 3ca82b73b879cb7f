import runSuite from 'jest-circus/runner';
import { createRequire, registerHooks } from 'node:module';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { useGlobals } from './jest-globals.mjs';

const GLOBALS = new URL('jest-globals.mjs', import.meta.url).href;
const OF_ONE_SUITE = ['EVENT_HANDLERS', 'JEST_STATE_SYMBOL'];

const require = createRequire(import.meta.url);

registerHooks({
  resolve: (specifier, context, next) => (specifier === '@jest/globals' ? { url: GLOBALS, shortCircuit: true } : next(specifier, context)),
});

/** Jest's own module that holds a suite in progress: anew for each, and nothing of the one before is kept alive. */
const requireAnew = (path) => {
  for (const key of Object.getOwnPropertySymbols(globalThis)) if (OF_ONE_SUITE.includes(key.description)) delete globalThis[key];
  delete require.cache[path];
  return require(path);
};

let suites = 0;

/** A suite can run twice in one process, once for each queue: the number makes it another module. */
const importBuilt = async (root, path) => {
  const built = join(root, 'dist', relative(root, path).replace(/\.ts$/, '.js'));
  return import(`${pathToFileURL(built).href}?suite=${++suites}`);
};

/**
 * Jest's own test runner, but Node itself loads the suites, from the build: without a virtual machine for each of them, so
 * a process loads Nest, the ORM and the queue once and not once per suite. Not `async`, to stay out of the stack traces.
 */
export default function runBare(...given) {
  const [, config, environment, runtime] = given;
  const { console } = globalThis;
  globalThis.console = environment.global.console;
  process.env.CATRACA_TEST_QUEUE = config.testEnvironmentOptions.queue ?? '';
  Object.assign(runtime, {
    requireInternalModule: requireAnew,
    setGlobalsForRuntime: useGlobals,
    unstable_shouldLoadAsEsm: () => true,
    unstable_importModule: async (path) => importBuilt(config.rootDir, path),
  });
  return runSuite.default(...given).finally(() => {
    globalThis.console = console;
  });
}
