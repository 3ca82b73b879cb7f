/** A refusal of the fake mail server. Its words quote the address, as those of real servers do. */
interface Refusal {
  readonly at: 'login' | 'sender' | 'recipient' | 'mail';
  readonly code: number;
  readonly words: string;
}

const REFUSALS = {
  refuseLogin: { at: 'login', code: 535, words: '5.7.8 {} is not who they say' },
  refuseSender: { at: 'sender', code: 553, words: '5.7.1 {} may not send from here' },
  refuseRecipient: { at: 'recipient', code: 550, words: '5.1.1 <{}> has no mailbox here' },
  denyRelay: { at: 'recipient', code: 554, words: '5.7.1 <{}>: relaying denied' },
  tryLater: { at: 'recipient', code: 451, words: '4.7.1 <{}>: greylisted, come back in a while' },
  refuseMail: { at: 'mail', code: 554, words: '5.6.0 the mail for {} looks odd' },
  refuseMailbox: { at: 'mail', code: 552, words: '5.2.2 the mailbox of {} is full' },
} as const satisfies Readonly<Record<string, Refusal>>;

/**
 * Besides the refusals: hangAtRecipient, no answer to RCPT TO. closeInMail, the line is cut while the mail is said. hangAfterMail and
 * closeAfterMail, the mail is taken and kept, and no answer comes.
 */
export type MailFault = keyof typeof REFUSALS | 'hangAtRecipient' | 'closeInMail' | 'hangAfterMail' | 'closeAfterMail';

export interface MailFaults {
  /** Strikes `times` times; until it is switched off when left out. */
  on(fault: MailFault, times?: number): void;
  /** All of them. */
  off(): void;
}

/** What the server asks of its faults. */
export interface MailSwitchboard extends MailFaults {
  /** Whether it strikes now; counts it down. */
  strike(fault: MailFault): boolean;
  /** The refusal that strikes at this step, about this address. */
  refusal(at: Refusal['at'], address: string): (Error & { readonly responseCode: number }) | undefined;
}

export const mailSwitchboard = (): MailSwitchboard => {
  const left = new Map<MailFault, number>();
  const strike = (fault: MailFault): boolean => {
    const times = left.get(fault) ?? 0;
    if (times > 0) left.set(fault, times - 1);
    return times > 0;
  };
  return {
    on: (fault, times = Infinity) => void left.set(fault, times),
    off: () => left.clear(),
    strike,
    refusal: (step, address) => {
      for (const [name, { at, code, words }] of Object.entries(REFUSALS)) {
        if (at === step && isRefusal(name) && strike(name))
          return Object.assign(new Error(words.replace('{}', () => address)), { responseCode: code });
      }
      return undefined;
    },
  };
};

const isRefusal = (name: string): name is keyof typeof REFUSALS => Object.hasOwn(REFUSALS, name);
