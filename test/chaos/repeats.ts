import type { Stage } from './stage.js';

/** Commands that Cativa had carried out already. */
export const askedAgain = ({ cativa }: Stage): readonly string[] =>
  cativa.calls.filter(({ outcome }) => outcome === 'already').map(({ command, member, at }) => `${command} was sent again for ${member} at ${at}`);

/** Webhooks that were kept before and had not been answered: their senders sent them again. */
export const heardAgain = ({ office }: Stage): readonly string[] =>
  office.acknowledged
    .filter(({ outcome, repeat }) => outcome === 'duplicate' && !repeat)
    .map(({ delivery }) => `delivery ${delivery} had been kept before without an answer`);
