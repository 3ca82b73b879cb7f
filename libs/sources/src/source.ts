import type { DomainEvent, Instant, PersonKey } from '#domain';

/** One webhook exactly as it arrived: signatures are over bytes, so the body stays bytes. Header names are lower case. */
export interface Delivery {
  readonly channel: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly query: Readonly<Record<string, string | undefined>>;
  /** When it reached us: the only time there is for a word that brings none of its own. */
  readonly receivedAt: Instant;
}

/** Was it really them? `greeting`: a harmless knock that some systems send unsigned when an address is saved. */
/** `over`: what the signature was found to cover, where a system leaves that open. */
export type Verdict =
  { readonly ok: true; readonly over?: string } | { readonly ok: false; readonly because: 'unsigned' | 'forged' | 'stale' | 'greeting' };

/** A question only the gateway can answer, named so that the worker can ask it: `stripe.session`, `asaas.customer` … */
export interface Lookup {
  readonly of: string;
  readonly id: string;
}

/** `key` names the meaning (sale or charge, kind, sequence), never the envelope; `personal` is all that may name a person. */
export interface KeyedFact {
  readonly key: string;
  readonly fact: DomainEvent;
  readonly personal?: Readonly<Record<string, string>>;
  /** `ours`: the sender gave no time, so that `occurredAt` is when we first heard it and may differ from one hearing to the next. */
  readonly clock?: 'ours';
}

/**
 * What a delivery says. Only `facts` changes anything; all the rest is kept and can be read again. `ask`: what the gateway
 * would have to be asked; facts that come with a question stand, and the answer only adds to them.
 */
export type Reading =
  | { readonly kind: 'facts'; readonly facts: readonly KeyedFact[]; readonly ask?: Lookup }
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
  /** The media type of this body where it is not JSON: a form body is a flat record of texts. */
  readonly contentType?: typeof FORM;
  /** What the signature of this kind covers, where it is not what the source's covers. */
  readonly signs?: Signs;
  /** This kind is let in without any signature, and then changes nothing. */
  readonly greeting?: true;
  body(values: ExampleValues): unknown;
}

/** What a signature covers: nothing but who sends (a token), the bytes of the body, or the bytes and a time. */
export type Signs = 'token' | 'body' | 'body+time';
export const FORM = 'application/x-www-form-urlencoded';

/** Where the shape of a body says what it is, for noticing what a system has never sent before. Places are dotted paths. */
export interface ShapeHints {
  /** Where the name of the event stands; the first place that holds a text counts. */
  readonly event: readonly string[];
  /** Places whose texts come from a short list of words (a status, a payment type), never from people. */
  readonly enums: readonly string[];
}

/** A system that posts webhooks to us. Pure: same delivery, same answer; no JSON whatsoever makes it throw. */
export interface Source {
  readonly name: string;
  readonly signs: Signs;
  /** Media types it really sends; anything else is answered 415. */
  readonly contentTypes: readonly string[];
  /** Headers worth keeping with the delivery, lower case; never one that holds a secret. */
  readonly keptHeaders: readonly string[];
  /** Keys, of JSON or of a form, whose text values are secrets and are blanked in the stored bytes. */
  readonly secretFields: readonly string[];
  readonly shape: ShapeHints;
  readonly examples: Readonly<Record<string, Example>>;
  verify(delivery: Delivery, secrets: readonly string[], now: Date): Verdict;
  read(delivery: Delivery, context: ReadContext): Reading;
  /** `contentType`: what the body is; JSON where nothing is said. */
  sign(body: Buffer, secret: string, now: Date, contentType?: string): Signed;
}
