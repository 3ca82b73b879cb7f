import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvalidConfig } from './invalid-config.js';
import { findConfig, loadSettings, parseSettings } from './settings.js';

const GOOD = `
cativa: { badges: worklist }
channels:
  hotmart: { source: hotmart, secrets: ["\${HOTTOK}"] }
  cativa-users: { source: cativa, secrets: ["\${CATIVA_OLD}", "\${CATIVA_NEW}"], event: user_created }
`;
const SECRETS = { HOTTOK: 'the-hottok', CATIVA_OLD: 'whsec_old', CATIVA_NEW: 'whsec_new' };

describe('parseSettings', () => {
  test('fills in every reference', () => {
    const { settings, problems } = parseSettings(GOOD, SECRETS);
    expect(problems).toEqual([]);
    expect(settings?.channels['hotmart']?.secrets).toEqual(['the-hottok']);
    expect(settings?.channels['cativa-users']).toEqual({ source: 'cativa', secrets: ['whsec_old', 'whsec_new'], event: 'user_created' });
  });

  test('names every missing and every empty secret at once, with its place', () => {
    expect(parseSettings(GOOD, { HOTTOK: '' }).problems).toEqual([
      'channels.hotmart.secrets.0: the variable HOTTOK is empty',
      'channels.cativa-users.secrets.0: the variable CATIVA_OLD is not set',
      'channels.cativa-users.secrets.1: the variable CATIVA_NEW is not set',
    ]);
  });

  test('names every wrong setting at once', () => {
    const { problems } = parseSettings('cativa: { badges: maybe, extra: 1 }\nlanguage: fr\nlanguages: en\n', SECRETS);
    expect(problems).toEqual(
      expect.arrayContaining([
        'channels: is missing',
        'languages: is no known setting',
        'cativa.extra: is no known setting',
        'cativa.badges: must be one of: api, worklist, none',
        'language: must be one of: pt-BR, en, es',
      ]),
    );
  });

  test('takes no secret in the file, and never shows one', () => {
    const { problems } = parseSettings(GOOD.replace('"${HOTTOK}"', 'a-plain-secret'), SECRETS);
    expect(problems).toEqual(['channels.hotmart.secrets.0: must be ${NAME_OF_A_VARIABLE}, never the secret itself']);
  });

  test('takes no secret that is too short to be one, and does not show it', () => {
    const { problems } = parseSettings(GOOD, { ...SECRETS, HOTTOK: 'tiny-1' });
    expect(problems).toEqual([expect.stringMatching(/^channels\.hotmart\.secrets\.0: the variable HOTTOK /)]);
    expect(problems.join()).not.toContain('tiny-1');
  });

  test('a channel without secrets is refused', () => {
    const { problems } = parseSettings('cativa: { badges: none }\nchannels: { hotmart: { source: hotmart, secrets: [] } }', {});
    expect(problems).toEqual([expect.stringContaining('channels.hotmart.secrets')]);
  });

  test('a source that we do not know is named with those that we do', () => {
    const { problems } = parseSettings(GOOD.replace('source: hotmart', 'source: hotmrt'), SECRETS);
    expect(problems).toEqual([expect.stringMatching(/^channels\.hotmart\.source: must be one of: .*hotmart/)]);
  });

  const ASKED = GOOD.replace('source: hotmart,', 'source: hotmart, lookup: { key: "${LOOKUP_KEY}", baseUrl: "https://api.example" },');

  test('a gateway that may be asked has a key, and perhaps an address', () => {
    const { settings, problems } = parseSettings(ASKED, { ...SECRETS, LOOKUP_KEY: 'the-key-to-ask-with' });
    expect(problems).toEqual([]);
    expect(settings?.channels['hotmart']?.lookup).toEqual({ key: 'the-key-to-ask-with', baseUrl: 'https://api.example' });
  });

  test('the key to ask with is named when it is missing, and never stands in the file', () => {
    expect(parseSettings(ASKED, SECRETS).problems).toEqual(['channels.hotmart.lookup.key: the variable LOOKUP_KEY is not set']);
    const { problems } = parseSettings(ASKED.replace('"${LOOKUP_KEY}"', 'a-plain-key'), SECRETS);
    expect(problems).toEqual(['channels.hotmart.lookup.key: must be ${NAME_OF_A_VARIABLE}, never the secret itself']);
  });

  test.each(['http://api.example', 'https://api.example/v3', 'https://user@api.example', 'ftp://api.example', 'http://127.0.0.1.example'])(
    'the key to ask with goes to no address such as %s',
    (address) => {
      const { problems } = parseSettings(ASKED.replace('https://api.example', address), { ...SECRETS, LOOKUP_KEY: 'the-key-to-ask-with' });
      expect(problems).toEqual([expect.stringContaining('channels.hotmart.lookup.baseUrl: must look like')]);
    },
  );

  test.each(['http://127.0.0.1:4000', 'http://localhost:4000/', 'https://api-sandbox.asaas.com'])('the gateway may be asked at %s', (address) => {
    expect(parseSettings(ASKED.replace('https://api.example', address), { ...SECRETS, LOOKUP_KEY: 'the-key-to-ask-with' }).problems).toEqual([]);
  });

  test('badges by API need to know how', () => {
    expect(parseSettings(GOOD.replace('worklist', 'api'), SECRETS).problems).toEqual(['cativa.api: is missing (cativa.badges is api)']);
  });
});

describe('loadSettings', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'catraca-settings-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const written = (text: string): string => {
    const file = join(folder, 'catraca.yaml');
    writeFileSync(file, text);
    return file;
  };
  const refusal = (env: NodeJS.ProcessEnv): string => {
    try {
      loadSettings(env);
    } catch (error) {
      if (error instanceof InvalidConfig) return error.message;
    }
    throw new Error('it was not refused');
  };

  test('joins file, environment and defaults', () => {
    const file = written(GOOD);
    const settings = loadSettings({ ...SECRETS, CATRACA_CONFIG: file, CATRACA_DATA: folder, PORT: '4000' });
    expect(settings).toMatchObject({ configFile: file, dataFolder: folder, cativa: { badges: 'worklist' } });
    expect(settings.environment).toMatchObject({ PORT: 4000, ADMIN_PORT: 3001 });
  });

  test('tells the troubles of environment and file in one go, and no secret', () => {
    const said = refusal({ ...SECRETS, CATIVA_NEW: '', CATRACA_CONFIG: written(GOOD), CATRACA_DATTA: 'x', PORT: 'many' });
    expect(said).toContain('The configuration has 3 problems');
    for (const expected of ['PORT: ', 'CATRACA_DATTA: ', 'CATIVA_NEW is empty']) expect(said).toContain(expected);
    for (const secret of ['the-hottok', 'whsec_old']) expect(said).not.toContain(secret);
  });

  test('a file that is not there is named', () => {
    const file = join(folder, 'nowhere.yaml');
    expect(refusal({ CATRACA_CONFIG: file })).toContain(`${file}: cannot be read`);
  });

  test('joins a rehearsal that left its configuration and its secrets in the data folder', () => {
    writeFileSync(join(folder, 'rehearsal.yaml'), GOOD);
    writeFileSync(join(folder, 'rehearsal.json'), JSON.stringify(SECRETS));
    expect(findConfig({ CATRACA_DATA: folder })).toEqual({ file: join(folder, 'rehearsal.yaml'), rehearsal: true });
    expect(loadSettings({ CATRACA_DATA: folder }).channels['hotmart']?.secrets).toEqual(['the-hottok']);
  });
});
