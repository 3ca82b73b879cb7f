/** What stands beside one field of a form. */
export interface FieldTexts {
  readonly label: string;
  readonly hint?: string;
}

/** Title, opening paragraphs, and the word on the button. */
export interface FormTexts {
  readonly title: string;
  readonly lead: readonly string[];
  readonly button: string;
}

/** A page that only tells something. `back`: the link at its end. */
export interface NoticeTexts {
  readonly title: string;
  readonly lead: readonly string[];
  readonly back: string;
}

/** All words of the claim page in one language. What is missing in one of them does not compile. */
export interface ClaimTexts {
  /** The name of this language in itself. */
  readonly name: string;
  readonly languages: string;
  /** Before the title, where something is to be mended. */
  readonly errorPrefix: string;
  readonly errorsTitle: string;
  readonly optional: string;

  readonly start: FormTexts & { readonly noAccess: string };
  /** With "Sign in with Cativa": before and after signing in. */
  readonly signIn: FormTexts;
  readonly signedIn: string;
  readonly codes: FormTexts & { readonly leadSignedIn: readonly string[]; readonly again: string };
  readonly request: FormTexts & { readonly back: string };

  readonly address: FieldTexts;
  readonly code: FieldTexts;
  readonly member: FieldTexts;
  readonly purchaseCode: FieldTexts;
  readonly memberCode: FieldTexts;
  readonly requester: FieldTexts;
  readonly message: FieldTexts;

  readonly wrongAddress: string;
  readonly wrongCode: string;
  readonly wrongDigits: string;
  readonly tooLong: (most: number) => string;
  /** `left`: how many tries there still are. */
  readonly notRight: (left: number) => string;
  readonly noLongerGood: string;
  readonly signInFailed: string;
  readonly signInFirst: string;

  readonly done: NoticeTexts;
  readonly requested: NoticeTexts;
  readonly stale: NoticeTexts;
  readonly limited: (minutes: number) => NoticeTexts;
}
