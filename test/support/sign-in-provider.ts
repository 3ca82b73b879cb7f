import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import Provider, { type Adapter, type AdapterPayload, type JWK } from 'oidc-provider';
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

/** All that the provider remembers, for as long as it lives. */
const memory = () => {
  const kept = new Map<string, AdapterPayload>();
  return (model: string): Adapter => ({
    upsert: async (id, payload) => Promise.resolve(void kept.set(`${model}/${id}`, payload)),
    find: async (id) => Promise.resolve(kept.get(`${model}/${id}`)),
    findByUid: async (uid) => Promise.resolve([...kept.values()].find((payload) => payload.uid === uid)),
    findByUserCode: async () => Promise.resolve(undefined),
    consume: async (id) => Promise.resolve(void Object.assign(kept.get(`${model}/${id}`) ?? {}, { consumed: 1 })),
    destroy: async (id) => Promise.resolve(void kept.delete(`${model}/${id}`)),
    revokeByGrantId: async () => Promise.resolve(),
  });
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
    adapter: memory(),
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600, AuthorizationCode: 60 },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['a key of the tests'] },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ sub }) }),
    // Members of a community are not asked whether it may know them.
    loadExistingGrant: async ({ oidc: { provider, session } }) => {
      const grant = new provider.Grant({ clientId: CLIENT.clientId, ...(session?.accountId && { accountId: session.accountId }) });
      grant.addOIDCScope('openid');
      await grant.save();
      return grant;
    },
  });

const keepCookies = (jar: Map<string, string>, answer: Response): void => {
  for (const set of answer.headers.getSetCookie()) {
    const [name = '', value = ''] = set.split(';')[0]?.split('=') ?? [];
    jar.set(name, value);
  }
};

/** Follows redirects with a cookie jar until one leads away from the provider. */
const follow = async (issuer: string, url: string): Promise<string> => {
  const jar = new Map<string, string>();
  let next = url;
  for (let step = 0; step < 10; step += 1) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(next, { redirect: 'manual', headers: { cookie } });
    keepCookies(jar, answer);
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
