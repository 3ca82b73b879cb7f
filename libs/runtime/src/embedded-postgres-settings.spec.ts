import { expect, test } from '@jest/globals';
import { settingsFor } from './embedded-postgres-settings.js';

const GB = 2 ** 30;

test.each([
  ['as much as PostgreSQL ships with on the smallest machine', GB / 2, '128MB'],
  ['an eighth of a small one', 4 * GB, '512MB'],
  ['2 GB of a large one', 64 * GB, '2048MB'],
])('the embedded server keeps %s for its pages', (_, memory, size) => {
  expect(settingsFor(memory)).toContain(`shared_buffers=${size}`);
});
