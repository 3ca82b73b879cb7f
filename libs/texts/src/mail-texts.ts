import type { ClaimCodeValues, ClaimedValues, InvitationValues } from './mail-values.js';

/** What a mail says, in plain words: one entry is one paragraph. */
export interface Letter {
  readonly subject: string;
  /** The line that an inbox shows beside the subject. */
  readonly preview: string;
  readonly title: string;
  /** Before the centre of the mail: the products, or the code. */
  readonly opening: readonly string[];
  readonly closing: readonly string[];
  readonly footer: readonly string[];
}

export interface InvitationLetter extends Letter {
  readonly button: string;
  /** Stands before the address, for readers without buttons. */
  readonly linkHint: string;
  /** Stands before, or on, the way to stop reminders. */
  readonly stopLabel: string;
}

/** All mails of one language. What is missing in one of them does not compile. */
export interface MailTexts {
  readonly invitation: (values: InvitationValues) => InvitationLetter;
  readonly claimCode: (values: ClaimCodeValues) => Letter;
  readonly claimed: (values: ClaimedValues) => Letter;
}
