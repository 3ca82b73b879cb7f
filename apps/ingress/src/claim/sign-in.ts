import { idText, type MemberId } from '#domain';
import * as openid from 'openid-client';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  ClientSecretPost,
  discovery,
  enableNonRepudiationChecks,
  type Configuration,
} from 'openid-client';
import { derived, type AttemptId } from './secrets.js';

/** Sign in with Cativa: OpenID Connect, authorization code with PKCE. */
export interface SignIn {
  /** Where the provider is: scheme, host and port. */
  readonly origin: string;
  /** Where the browser is to go. Rejects when the provider does not answer. */
  start(id: AttemptId, language: string): Promise<URL>;
  /** Which member came back under this id. Rejects when the answer is not to our question, or is not the provider's. */
  finish(id: AttemptId, answer: URLSearchParams): Promise<MemberId>;
}

/** For a provider on this machine; the settings take plain http nowhere else. Marked as deprecated only in order to be noticed. */
const plainHttp: { readonly allowInsecureRequests: (provider: Configuration) => void } = openid;

const PATIENCE_SECONDS = 10;

/** The language that a visitor had when going to the provider; their way back leads by one address for all. */
export const languageInState = (state: string | null): string => state?.split('.')[1] ?? '';

/** They follow from the visitor's id, so that nothing need be kept and no other browser can use the answer. */
const checksOf = (id: AttemptId, language: string) => ({
  expectedState: `${derived(id, 'state').toString('base64url')}.${language}`,
  expectedNonce: derived(id, 'nonce').toString('base64url'),
  pkceCodeVerifier: derived(id, 'verifier').toString('base64url'),
});

/** Asks for the provider's own description once; a failure is forgotten, so that the next visitor asks again. */
const described = (ask: () => Promise<Configuration>): (() => Promise<Configuration>) => {
  let known: Promise<Configuration> | undefined;
  return async () => {
    known ??= ask();
    return known.catch((error: unknown) => {
      known = undefined;
      throw error;
    });
  };
};

export const cativaSignIn = (client: { issuer: string; clientId: string; clientSecret: string }, redirectUri: string): SignIn => {
  const issuer = new URL(client.issuer);
  const provider = described(async () =>
    // The reference names ES256, the secret in the form, and no other way.
    discovery(issuer, client.clientId, { id_token_signed_response_alg: 'ES256' }, ClientSecretPost(client.clientSecret), {
      timeout: PATIENCE_SECONDS,
      execute: [enableNonRepudiationChecks, ...(issuer.protocol === 'http:' ? [plainHttp.allowInsecureRequests] : [])],
    }),
  );
  return {
    origin: issuer.origin,
    async start(id, language) {
      const { expectedState: state, expectedNonce: nonce, pkceCodeVerifier } = checksOf(id, language);
      return buildAuthorizationUrl(await provider(), {
        redirect_uri: redirectUri,
        scope: 'openid',
        ui_locales: language,
        state,
        nonce,
        code_challenge: await calculatePKCECodeChallenge(pkceCodeVerifier),
        code_challenge_method: 'S256',
      });
    },
    async finish(id, answer) {
      const tokens = await authorizationCodeGrant(await provider(), new URL(`${redirectUri}?${answer.toString()}`), {
        ...checksOf(id, languageInState(answer.get('state'))),
        idTokenExpected: true,
      });
      const member = idText(tokens.claims()?.sub);
      if (member === undefined) throw new Error('The provider names no member');
      return member;
    },
  };
};
