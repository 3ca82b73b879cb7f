import { describe, expect, test } from '@jest/globals';
import { readEnvironment } from './environment.js';
import { maskedSettings } from './masked-settings.js';
import type { Settings } from './settings.js';

const SECRETS = ['hottok-of-nobody', 'key-of-nobody-either', 'database-password', 'redis-password', 'scrypt$of$nobody', 'look-up-key-of-nobody'];
const [hottok = '', key = '', database = '', redis = '', hash = '', lookupKey = ''] = SECRETS;

const settings: Settings = {
  environment: readEnvironment({
    DATABASE_URL: `postgres://u:${database}@db.example:5432/c`,
    REDIS_URL: `redis://:${redis}@queue.example:6379`,
    ADMIN_PASSWORD_HASH: hash,
  }).environment,
  dataFolder: '.catraca',
  configFile: 'catraca.yaml',
  cativa: { badges: 'api', api: { baseUrl: 'https://cativa.example', key, assign: 'POST /a', remove: 'DELETE /a' } },
  channels: {
    hotmart: { source: 'hotmart', secrets: [hottok] },
    asaas: { source: 'asaas', secrets: [hottok, hottok], lookup: { key: lookupKey } },
  },
};

describe('the settings as boot tells them', () => {
  test('say what is where', () => {
    expect(maskedSettings(settings)).toMatchObject({
      database: 'db.example:5432',
      queue: 'queue.example:6379',
      channels: { hotmart: 'hotmart, secrets: 1', asaas: 'asaas, secrets: 2, may be asked' },
      cativa: 'cativa.example',
      backOffice: 'behind a password',
    });
  });

  test('hold no secret', () => {
    const told = JSON.stringify(maskedSettings(settings));
    expect(SECRETS.filter((secret) => told.includes(secret))).toEqual([]);
  });
});
