import { claimTexts } from '#texts';
import { CLAIM, type Answer } from './answer.js';
import { keepAttempt } from './attempts.js';
import { CODE_MINUTES } from './claim-mails.js';
import { startPage } from './pages/forms.js';
import type { ClaimPorts } from './ports.js';
import { limitedAnswer } from './refusals.js';
import { idHash, newAttemptId } from './secrets.js';
import type { SignIn } from './sign-in.js';
import type { Visit } from './visit.js';

const failed = ({ language }: Visit): Answer => {
  const texts = claimTexts[language];
  return { kind: 'page', status: 400, page: startPage(texts, 'needed', { fault: texts.signInFailed }) };
};

const warn = ({ logger }: ClaimPorts, step: string, error: unknown): void =>
  logger.warn({ message: `sign-in: ${step}`, because: error instanceof Error ? error.name : 'unknown' });

/**
 * To the provider. A link and not a form: a form's way is held to `form-action` to its end, and nobody says where a provider's own
 * log-in page is.
 */
export const goToProvider = async (ports: ClaimPorts, visit: Visit, signIn: SignIn): Promise<Answer> => {
  const wait = await ports.limits('signIn', visit.sender);
  if (wait !== undefined) return limitedAnswer(visit, wait);
  try {
    return { kind: 'go', to: (await signIn.start(visit.id, visit.language)).href };
  } catch (error) {
    warn(ports, 'the provider does not answer', error);
    return failed(visit);
  }
};

/** Back from the provider: from now on the browser has another id, under which the member is known. */
export const comeBack = async (ports: ClaimPorts, visit: Visit, signIn: SignIn): Promise<Answer> => {
  if (!visit.known) return failed(visit);
  try {
    const member = await signIn.finish(visit.id, visit.query);
    const [id, now] = [newAttemptId(), ports.now()];
    await keepAttempt(ports.pool, { idHash: idHash(id), now, expiresAt: new Date(now.getTime() + CODE_MINUTES * 60_000), member });
    return { kind: 'go', to: CLAIM, id };
  } catch (error) {
    warn(ports, 'the answer was refused', error);
    return failed(visit);
  }
};
