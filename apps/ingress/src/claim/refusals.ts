import { claimTexts } from '#texts';
import type { Answer } from './answer.js';
import { noticePage } from './pages/forms.js';
import type { Visit } from './visit.js';

/** The form is not from our page in this browser, or too old. */
export const staleAnswer = ({ language }: Visit): Answer => ({ kind: 'page', status: 403, page: noticePage(claimTexts[language].stale) });

/** `wait`: seconds. */
export const limitedAnswer = ({ language }: Visit, wait: number): Answer => ({
  kind: 'page',
  status: 429,
  retryAfter: wait,
  page: noticePage(claimTexts[language].limited(Math.ceil(wait / 60))),
});
