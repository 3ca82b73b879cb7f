import { describe, expect, test } from '@jest/globals';
import { readEnvironment } from './environment.js';

const problemsOf = (env: NodeJS.ProcessEnv): readonly string[] => readEnvironment(env).problems;

test('needs nothing: every variable has a default or may be absent', () => {
  const { environment, problems } = readEnvironment({});
  expect(problems).toEqual([]);
  expect(environment).toMatchObject({
    PORT: 3000,
    ADMIN_PORT: 3001,
    HOST: '0.0.0.0',
    ADMIN_HOST: '127.0.0.1',
    CATRACA_DATA: '.catraca',
    LOG_LEVEL: 'log',
  });
  expect(environment.DATABASE_URL).toBeUndefined();
});

test('an empty variable counts as absent', () => {
  const { environment, problems } = readEnvironment({ DATABASE_URL: '', REDIS_URL: '', PORT: '', ADMIN_PASSWORD_HASH: '', LOG_LEVEL: '' });
  expect(problems).toEqual([]);
  expect(environment).toMatchObject({ PORT: 3000, LOG_LEVEL: 'log' });
});

test('takes what is given', () => {
  const given = { DATABASE_URL: 'postgresql://a:b@c/d', REDIS_URL: 'rediss://c', PORT: '0', ADMIN_PORT: '65535', HOST: '::', LOG_LEVEL: 'debug' };
  const { environment, problems } = readEnvironment(given);
  expect(problems).toEqual([]);
  expect(environment).toMatchObject({ ...given, PORT: 0, ADMIN_PORT: 65535 });
});

describe('refuses, and says what would be right', () => {
  test.each([
    [{ PORT: 'abc' }, 'PORT: must be a port number from 0 to 65535'],
    [{ PORT: '3000.5' }, 'PORT: must be a port number from 0 to 65535'],
    [{ ADMIN_PORT: '65536' }, 'ADMIN_PORT: must be a port number from 0 to 65535'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: must be one of: error, warn, log, debug'],
    [{ DATABASE_URL: 'mysql://x' }, 'DATABASE_URL: must begin with postgres:// or postgresql://'],
    [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL: must begin with redis:// or rediss://'],
    [{ ADMIN_PASSWORD_HASH: 'hunter22' }, 'ADMIN_PASSWORD_HASH: must be a hash made by: catraca doctor --hash'],
  ])('%j', (env, problem) => {
    expect(problemsOf(env)).toEqual([problem]);
  });

  test('all of them at once, never with the value', () => {
    const problems = problemsOf({ PORT: '-1', ADMIN_PASSWORD_HASH: 'plain-password', DATABASE_URL: 'user:pass@host' });
    expect(problems).toHaveLength(3);
    expect(problems.join()).not.toMatch(/plain-password|user:pass/);
  });
});

test('an unknown CATRACA_ name is a typo; other names are none of our business', () => {
  expect(problemsOf({ CATRACA_CONIFG: 'x', PATH: '/bin', HOTMART_HOTTOK: 'y' })).toEqual([
    'CATRACA_CONIFG: is no variable of Catraca (known: CATRACA_CONFIG, CATRACA_DATA)',
  ]);
});
