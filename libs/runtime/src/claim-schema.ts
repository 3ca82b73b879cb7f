const text = { type: 'string', minLength: 1 } as const;

/** https; or plain http on this machine, since codes and sign-in must not travel in the open. */
const HOST = '^(https://[^/?#@]+|http://(localhost|127\\.0\\.0\\.1)(:[0-9]+)?)';

/** The claim page in `catraca.yaml`; `secret` is how that file names a secret. */
export const claimSchema = <Secret extends object>(secret: Secret) =>
  ({
    type: 'object',
    additionalProperties: false,
    required: ['publicUrl'],
    description: 'The page /claim, where a buyer brings a purchase made with another address to their account; it needs mail',
    properties: {
      publicUrl: { ...text, pattern: `${HOST}/?$`, description: 'Where the world sees the ingress: https, a host, no path' },
      signIn: {
        type: 'object',
        additionalProperties: false,
        required: ['issuer', 'clientId', 'clientSecret'],
        description: 'Sign in with Cativa, instead of a code to the address of the account; the redirect address is <publicUrl>/claim/callback',
        properties: {
          issuer: { ...text, pattern: `${HOST}(/[^?#]*)?$`, description: 'The address before /.well-known/openid-configuration' },
          clientId: text,
          clientSecret: secret,
        },
      },
    },
  }) as const;
