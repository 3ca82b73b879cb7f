import type { Language } from '#texts';
import type { AttemptId } from './secrets.js';
import type { Page } from './pages/page.js';

/** What a visitor gets. `id`: the cookie from now on. `after`: work that begins when the answer has left. */
export type Answer = { readonly id?: AttemptId; readonly after?: () => Promise<void> } & (
  | { readonly kind: 'page'; readonly status: 200 | 400 | 403 | 422 | 429; readonly page: Page; readonly retryAfter?: number }
  /** `to`: a page of ours, without its language, or an address elsewhere. */
  | { readonly kind: 'go'; readonly to: string }
);

export const CLAIM = '/claim';

/** A page of ours in a language. */
export const inLanguage = (path: string, language: Language): string => `${path}?lang=${language}`;

/** How long a browser keeps the id: as long as a form may stay open. */
const COOKIE_SECONDS = 3600;

export const cookieOf = (name: string, id: AttemptId, secure: boolean): string =>
  `${name}=${id}; Path=/; Max-Age=${COOKIE_SECONDS}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`;

/** What every page says to the browser. `issuer`: where a form may also lead. */
export const pageHeaders = (nonce: string, issuer: string | undefined): Readonly<Record<string, string>> => ({
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `form-action 'self'${issuer ? ` ${issuer}` : ''}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; '),
  ...DISCREET,
});

/** What also an answer without a page says. */
export const DISCREET: Readonly<Record<string, string>> = {
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};
