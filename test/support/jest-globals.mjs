/** What `@jest/globals` is to a suite that Node itself loads. Each suite gets its own: these bindings are live. */
export let afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test;

export const jest = {
  setTimeout(ms) {
    globalThis[Symbol.for('TEST_TIMEOUT_SYMBOL')] = ms;
  },
};

/** From now on these are the globals. */
export const useGlobals = (globals) => {
  ({ afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } = globals);
  jest.setTimeout(undefined);
};
