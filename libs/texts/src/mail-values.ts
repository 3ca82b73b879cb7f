/** What an invitation or a reminder is made of. `name` and `products` are as the gateway or the seller wrote them. */
export interface InvitationValues {
  readonly kind: 'invitation' | 'reminder';
  readonly name?: string;
  /** Names of what was bought; may be none. */
  readonly products: readonly string[];
  /** http or https: where the account is made. */
  readonly signupUrl: string;
  readonly community: string;
  /** How reminders are stopped, as in the header: a page (http, https) or `mailto:…`; anything else is left out. */
  readonly stop?: string;
}

/** `purpose`, what the code proves: that a purchase made with the address is theirs, or that the address is of their account. */
export interface ClaimCodeValues {
  readonly code: string;
  /** How long the code is good. */
  readonly minutes: number;
  readonly purpose: 'purchase' | 'member';
}

/** `product`: the name of what was bought. */
export interface ClaimedValues {
  readonly product: string;
}

/** The mails that there are, with what each is made of. */
export interface MailValues {
  readonly invitation: InvitationValues;
  readonly claimCode: ClaimCodeValues;
  readonly claimed: ClaimedValues;
}
export type MailKind = keyof MailValues;
