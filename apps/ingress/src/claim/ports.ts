import type { Mailer } from '#effects';
import type { Runtime } from '#runtime';
import type { Language } from '#texts';
import { Logger } from '@nestjs/common';
import { afterAnswer, type AfterAnswer } from './after-answer.js';
import { claimLimits, type ClaimLimits } from './limits.js';
import { cativaSignIn, type SignIn } from './sign-in.js';

/** What the claim page stands on; nothing of HTTP, nothing of Nest. */
export interface ClaimPorts extends Pick<Runtime, 'pool' | 'personOf'> {
  readonly mailer: Mailer;
  readonly limits: ClaimLimits;
  /** Who says which member a visitor is; without it a code to the member's address does. */
  readonly signIn?: SignIn;
  readonly later: AfterAnswer;
  readonly now: () => Date;
  /** Tells the workers that the log has grown; a hint, which may fail. */
  readonly wake: () => void;
  /** Where the world sees us: `https://host`, without a slash at the end. */
  readonly origin: string;
  /** For readers whose browser names no language of ours. */
  readonly language: Language;
  readonly logger: Pick<Logger, 'warn'>;
}

const because = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');

/** The ports of an installation, or none: without `claim` or without `mail` there is no page. */
export const claimPorts = (runtime: Runtime, mailer: Mailer, wake: () => void): ClaimPorts | undefined => {
  const { claim, mail, language = 'pt-BR' } = runtime.settings;
  if (!claim || !mail || mailer.kind === 'none') return undefined;
  const { origin } = new URL(claim.publicUrl);
  const logger = new Logger('claim');
  return {
    pool: runtime.pool,
    personOf: runtime.personOf,
    mailer,
    limits: claimLimits(runtime.pool),
    ...(claim.signIn && { signIn: cativaSignIn(claim.signIn, `${origin}/claim/callback`) }),
    later: afterAnswer((error) => logger.warn({ message: 'a mail was not composed', because: because(error) })),
    now: () => new Date(),
    wake,
    origin,
    language,
    logger,
  };
};
