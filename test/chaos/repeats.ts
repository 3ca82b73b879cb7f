import type { Stage } from './stage.js';

/** Commands that Cativa had carried out already. */
export const askedAgain = ({ cativa }: Stage): readonly string[] =>
  cativa.calls.filter(({ outcome }) => outcome === 'already').map(({ command, member, at }) => `${command} was sent again for ${member} at ${at}`);

/** How many webhooks were kept before and had not been answered, so that their senders sent them again. Of two alike, one is a duplicate by right. */
export const heardAgain = ({ office }: Stage): number =>
  office.acknowledged.filter(({ outcome }) => outcome === 'duplicate').length - office.acknowledged.filter(({ repeat }) => repeat).length;
