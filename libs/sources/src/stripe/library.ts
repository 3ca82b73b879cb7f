import { createRequire } from 'node:module';
import type Stripe from 'stripe';

let loaded: typeof Stripe.webhooks | undefined;

/** Stripe's own way to check and make signatures; loaded with the first one, since it costs 0.2 s and most processes never need it. */
export const webhooks = (): typeof Stripe.webhooks => (loaded ??= (createRequire(import.meta.url)('stripe') as typeof Stripe).webhooks);
