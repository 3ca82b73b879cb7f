import { jest } from '@jest/globals';
import { cliTarget } from '../fuzz/cli.js';
import { replays } from '../fuzz/replays.js';
import { copyOf, freshDatabase } from '../support/database.js';

jest.setTimeout(60_000);

replays('cli', async () => {
  const database = await freshDatabase();
  const target = await cliTarget({ url: database.url, copy: async () => copyOf(database) });
  return { ...target, close: async () => target.close().then(database.drop) };
});
