import { jest } from '@jest/globals';
import { csvTarget, yamlTarget } from '../fuzz/parsers.js';
import { replays } from '../fuzz/replays.js';

jest.setTimeout(60_000);

replays('csv', async () => Promise.resolve(csvTarget()));
replays('yaml', async () => Promise.resolve(yamlTarget()));
