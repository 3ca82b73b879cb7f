/** What a house is told; every outside of it is on the loopback address. */
export const SECRETS = {
  HOTMART_HOTTOK: 'hottok-of-the-crash-points',
  CATIVA_SECRET: `whsec_${'cd34'.repeat(16)}`,
  CATIVA_KEY: 'cativa_live_of_the_crash_points',
  STRIPE_SECRET: 'whsec_stripe_of_the_crash_points',
  API_KEY: 'key_to_ask_with_of_the_crash_points',
} as const;

/** Hundreds of refunds in a few minutes are the point here, so the brake on mass removal is off. Reminders are for other days. */
export const configText = (outside: { readonly cativa: string; readonly gatewayApi: string }): string => `
cativa:
  badges: api
  signupUrl: "${outside.cativa}/signup?email={email}"
  api: { baseUrl: "${outside.cativa}", key: "\${CATIVA_KEY}", assign: "POST /social/v1/badges/{badgeId}/users/{userId}", remove: "DELETE /social/v1/badges/{badgeId}/users/{userId}" }
channels:
  hotmart: { source: hotmart, secrets: ["\${HOTMART_HOTTOK}"] }
  cativa: { source: cativa, secrets: ["\${CATIVA_SECRET}"] }
  stripe: { source: stripe, secrets: ["\${STRIPE_SECRET}"], lookup: { key: "\${API_KEY}", baseUrl: "${outside.gatewayApi}" } }
mail: { from: "Academy <hello@academy.example>", smtp: "\${SMTP_URL}", reminderDays: [] }
policies: { removalBrake: { removals: 1000000 } }
`;
