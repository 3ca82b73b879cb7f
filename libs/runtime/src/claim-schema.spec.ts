import { describe, expect, test } from '@jest/globals';
import { parseSettings } from './settings.js';

const settingsWith = (claim: string) =>
  parseSettings(`cativa: { badges: none }\nchannels: { hotmart: { source: hotmart, secrets: ["\${HOTTOK}"] } }\nclaim: ${claim}`, {
    HOTTOK: 'the-hottok',
    CLIENT_SECRET: 'the-client-secret',
  });

describe('the claim page in the settings', () => {
  test.each(['https://catraca.example.com', 'https://catraca.example.com/', 'http://127.0.0.1:3000', 'http://localhost:3000'])(
    'may be at %s',
    (url) => {
      expect(settingsWith(`{ publicUrl: "${url}" }`)).toMatchObject({ problems: [], settings: { claim: { publicUrl: url } } });
    },
  );

  test.each(['http://catraca.example.com', 'https://catraca.example.com/path', 'catraca.example.com', 'https://user@catraca.example.com'])(
    'is never at %s',
    (url) => expect(settingsWith(`{ publicUrl: "${url}" }`).problems).toEqual([expect.stringContaining('claim.publicUrl: must look like')]),
  );

  test('takes the client secret of the sign-in from the environment alone', () => {
    const signIn = (secret: string): string =>
      `{ publicUrl: "https://c.example", signIn: { issuer: "https://apis.example/sso/academy", clientId: catraca, clientSecret: "${secret}" } }`;
    expect(settingsWith(signIn('${CLIENT_SECRET}')).settings?.claim?.signIn?.clientSecret).toBe('the-client-secret');
    expect(settingsWith(signIn('plain-secret')).problems).toEqual([
      expect.stringContaining('claim.signIn.clientSecret: must be ${NAME_OF_A_VARIABLE}'),
    ]);
  });
});
