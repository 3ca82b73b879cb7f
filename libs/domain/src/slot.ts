import type { Instant } from './ids.js';

/** The latest word of one kind: what was said, when by the sender's clock, and the event that said it. */
export type Slot<Word> = Word & { readonly at: Instant; readonly id: string };

/** Later by the sender's clock wins, never by arrival; the id breaks ties. So order and repetition cannot matter. */
export const later = <Word extends { at: Instant; id: string }>(known: Word | undefined, heard: Word): Word =>
  known !== undefined && `${known.at} ${known.id}` >= `${heard.at} ${heard.id}` ? known : heard;
