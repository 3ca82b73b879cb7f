import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider, { type JWK } from 'oidc-provider';
import { freePort } from './claim-page.js';

/** A real OpenID provider on loopback: ES256, PKCE required, and whoever comes is signed in as `member`. */
export interface SignInProvider {
  readonly issuer: string;
  readonly client: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };
  /** Who is signed in next. */
  member: string;
  /** Goes there as a browser does; gives the address that it is sent back to. */
  visit(url: string): Promise<string>;
  close(): Promise<void>;
}

const CLIENT = { clientId: 'catraca', clientSecret: 'the-secret-of-the-oauth-app-of-the-tests' };

const signingKey = (): JWK => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return { ...privateKey.export({ format: 'jwk' }), kty: 'EC', alg: 'ES256', use: 'sig', kid: 'test' };
};

const providerAt = (issuer: string, redirectUri: string): Provider =>
  new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    jwks: { keys: [signingKey()] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['a key of the tests'] },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    // Members of a community are not asked whether it may know them.
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: oidc.client?.clientId ?? '', accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });

/** Follows redirects with a cookie jar until one leads away from the provider. */
const follow = async (issuer: string, url: string): Promise<string> => {
  const jar = new Map<string, string>();
  let next = url;
  for (let step = 0; step < 10; step += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } });
    for (const set of answer.headers.getSetCookie()) {
      const [name = '', value = ''] = set.split(';')[0]?.split('=') ?? [];
      jar.set(name, value);
    }
    const location = answer.headers.get('location');
    if (location === null) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`);
    next = new URL(location, next).href;
    if (!next.startsWith(issuer)) return next;
  }
  throw new Error('the provider sends its visitor in a circle');
};

export const startSignInProvider = async (redirectUri: string): Promise<SignInProvider> => {
  const port = await freePort();
  const issuer = `http://127.0.0.1:${port}`;
  const provider = providerAt(issuer, redirectUri);
  const handle = provider.callback();
  const self = { member: '' };
  const logIn = async (request: IncomingMessage, response: ServerResponse): Promise<void> =>
    provider.interactionFinished(request, response, { login: { accountId: self.member } });
  const server = createServer((request, response) => {
    void (request.url?.startsWith('/interaction/') ? logIn(request, response) : handle(request, response));
  });
  await new Promise<void>((listening) => void server.listen(port, '127.0.0.1', () => listening()));
  return Object.assign(self, {
    issuer,
    client: { issuer, ...CLIENT },
    visit: async (url: string) => follow(issuer, url),
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((closed) => void server.close(() => closed()));
    },
  });
};
