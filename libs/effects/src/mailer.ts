/** One mail as it leaves. `messageId`: `<…@…>`, the same for the same mail however often it is tried. */
export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  /** How a reader stops reminders: an address `mailto:…` or a page. */
  readonly unsubscribe?: string;
}

/**
 * What became of a mail. sent: the mail server took it. later: not now, try again. never: refused for good. unknown: it may have
 * gone, since the line broke after all was said. `because` is fit for logs: no address, no name, no secret.
 */
export type MailOutcome = { readonly kind: 'sent' } | { readonly kind: 'later' | 'never' | 'unknown'; readonly because: string };

/** Who carries mail. Expected failures are values; `send` does not throw. */
export interface Mailer {
  readonly kind: 'smtp' | 'none';
  send(mail: Mail): Promise<MailOutcome>;
  /** Whether the mail server answers and takes our name; a sentence when it does not. Sends nothing. */
  check(): Promise<string | undefined>;
  close(): void;
}
