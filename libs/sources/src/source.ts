import type { DomainEvent, PersonKey } from '#domain';

/** One webhook exactly as it arrived: signatures are over bytes, so the body stays bytes. Header names are lower case. */
export interface Delivery {
  readonly channel: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
}

/** Was it really them? `greeting`: a harmless knock that some systems send unsigned when an address is saved. */
export type Verdict = { readonly ok: true } | { readonly ok: false; readonly because: 'unsigned' | 'forged' | 'stale' | 'greeting' };

/** A question only the gateway can answer, named so that the worker can ask it. */
export interface Lookup {
  readonly of: string;
  readonly id: string;
}

/** `key` names the meaning (sale or charge, kind, sequence), never the envelope; `personal` is all that may name a person. */
export interface KeyedFact {
  readonly key: string;
  readonly fact: DomainEvent;
  readonly personal?: Readonly<Record<string, string>>;
}

/** What a delivery says. Only `facts` changes anything; all the rest is kept and can be read again. */
export type Reading =
  | { readonly kind: 'facts'; readonly facts: readonly KeyedFact[] }
  | { readonly kind: 'incomplete'; readonly ask: Lookup }
  | { readonly kind: 'ignored'; readonly because: string }
  | { readonly kind: 'unreadable'; readonly issues: readonly string[] };

/** What a reading depends on beside the delivery. */
export interface ReadContext {
  /** The keyed hash of a normalized address. */
  readonly personOf: (address: string) => PersonKey;
  /** True in a rehearsal: the gateway's test events count as real. */
  readonly testsAreReal: boolean;
}

/** What `sign` adds to a body so that it looks as if the system itself had sent it. */
export interface Signed {
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** The values that an example body is made from; every one has a default. Instants are ISO texts. */
export interface ExampleValues {
  readonly id: string;
  readonly sale: string;
  readonly charge: string;
  readonly product: string;
  readonly plan: string;
  readonly offer: string;
  readonly email: string;
  readonly name: string;
  readonly at: string;
  readonly paidUntil: string;
  readonly member: string;
  readonly badge: string;
  readonly badges: readonly string[];
}

/** One kind of body that the system sends, of our own making: same shape, invented values. */
export interface Example {
  readonly expects: 'facts' | 'incomplete' | 'ignored' | 'unreadable';
  body(values: ExampleValues): unknown;
}

/** A system that posts webhooks to us. Pure: same delivery, same answer; no JSON whatsoever makes it throw. */
export interface Source {
  readonly name: string;
  /** What its signature covers: nothing but who sends (a token), the bytes of the body, or the bytes and a time. */
  readonly signs: 'token' | 'body' | 'body+time';
  /** Media types it really sends; anything else is answered 415. */
  readonly contentTypes: readonly string[];
  /** Headers worth keeping with the delivery, lower case; never one that holds a secret. */
  readonly keptHeaders: readonly string[];
  /** JSON keys whose text values are secrets and are blanked in the stored bytes. */
  readonly secretFields: readonly string[];
  readonly examples: Readonly<Record<string, Example>>;
  verify(delivery: Delivery, secrets: readonly string[], now: Date): Verdict;
  read(delivery: Delivery, context: ReadContext): Reading;
  sign(body: Buffer, secret: string, now: Date): Signed;
}
