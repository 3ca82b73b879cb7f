/** What the installation under test is told; every outside of it is on the loopback address. */
export const SECRETS = {
  HOTMART_HOTTOK: 'hottok-of-the-chaos',
  KIWIFY_TOKEN: 'kiwify-token-of-the-chaos',
  CATIVA_SECRET: `whsec_${'ef56'.repeat(16)}`,
  CATIVA_KEY: 'cativa_live_of_the_chaos',
} as const;

/** What everybody buys. */
export const PRODUCT = '4100234';
export const BADGE = 'premium';
/** All buyers live here, so that an address in a log is seen at once. */
export const MAIL_DOMAIN = 'chaos.example';

/** Hundreds of refunds in a minute are usual here, so the brake on mass removal is off. */
export const configText = (cativa: string, timeoutMs = 5000): string => `
cativa:
  badges: api
  signupUrl: "${cativa}/signup?email={email}"
  api: { baseUrl: "${cativa}", key: "\${CATIVA_KEY}", assign: "POST /social/v1/badges/{badgeId}/users/{userId}", remove: "DELETE /social/v1/badges/{badgeId}/users/{userId}", timeoutMs: ${timeoutMs} }
channels:
  hotmart: { source: hotmart, secrets: ["\${HOTMART_HOTTOK}"] }
  kiwify: { source: kiwify, secrets: ["\${KIWIFY_TOKEN}"] }
  cativa: { source: cativa, secrets: ["\${CATIVA_SECRET}"] }
mail: { from: "Academy <hello@academy.example>", smtp: "\${SMTP_URL}", reminderDays: [] }
policies: { removalBrake: { removals: 1000000 } }
`;
