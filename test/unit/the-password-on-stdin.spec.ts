import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { commandLine, type CommandLine, type Ended } from '../support/command.js';

jest.setTimeout(60_000);

const NOBODY = 'http://127.0.0.1:1';

let cli: CommandLine;
beforeAll(() => {
  cli = commandLine({ url: NOBODY, cativa: { url: NOBODY }, servers: { databaseUrl: 'postgres://nobody@127.0.0.1:1/none' } });
});
afterAll(() => cli.close());

/** A process of its own: stdin is the process's. */
const hashOf = async (input: string, ...more: readonly string[]): Promise<Ended> => cli.run(['doctor', '--hash', ...more], { input });

describe('catraca doctor --hash', () => {
  test('hashes a line that comes on stdin, whether it is ended or not, and waits for none that does not come', async () => {
    const [whole, open, none] = await Promise.all([hashOf('a long password\nanother'), hashOf('a long password', '--json'), hashOf('')]);
    expect(whole).toEqual({ code: 0, out: expect.stringMatching(/^scrypt\$\S+\n$/), err: '' });
    expect([open.code, JSON.parse(open.out)]).toEqual([0, { ADMIN_PASSWORD_HASH: expect.stringMatching(/^scrypt\$\S+$/) }]);
    expect(none).toEqual({ code: 2, out: '', err: 'Choose a password of 10 to 200 characters, and type it or send it on stdin.\n' });
  });
});
