import { knock, type Answer, type Knock } from './door.js';

export const PASSWORD = 'a long: password, with ünïcode';

/** The header of basic auth. */
export const basic = (password: string, user = 'operator'): Record<string, string> => ({
  authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
});

/** Whatever is no password of ours, however it is written. */
export const WRONG: readonly Record<string, string>[] = [
  {},
  basic('wrong'),
  basic(''),
  basic(`${PASSWORD} `),
  basic('operator', PASSWORD),
  { authorization: `Basic ${Buffer.from(PASSWORD).toString('base64')}` },
  { authorization: `Bearer ${PASSWORD}` },
  { authorization: 'Basic' },
  { authorization: 'Basic %%%' },
];

/** Asks the back office at this address, as whoever the headers say. */
export const asking =
  (admin: () => string) =>
  async (path: string, { method = 'GET', headers = {}, ...rest }: Knock = {}): Promise<Answer> =>
    knock(admin(), path, { ...rest, method, token: undefined, headers });
