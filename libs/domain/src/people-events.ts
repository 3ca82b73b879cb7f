import type { Fact } from './fact.js';
import type { Instant, MemberId, PersonKey, ProductRef, SaleRef } from './ids.js';

/* What people say about people: claims, gifts, blocks; and the mails that ask a buyer in. */

/** This sale is this member's, whoever's address paid for it. `by`: `buyer` when both proofs were given, else the person who decided. */
export type SaleClaimed = Fact<'SaleClaimed', { sale: SaleRef; member: MemberId; by: string; note?: string }>;
/** A claim is taken back: the sale belongs again to whoever's address paid. */
export type ClaimUndone = Fact<'ClaimUndone', { sale: SaleRef; by: string; note?: string }>;
/** Somebody says that a sale is theirs and cannot prove it; a person decides. Names and addresses are in `personal`. */
export type ClaimRequested = Fact<'ClaimRequested', { request: string; person: PersonKey; code: string; member?: MemberId }>;
/** `refused`: the sale stays where it is. A claim that is granted is a `SaleClaimed`, and names its request in `request` here too. */
export type ClaimAnswered = Fact<'ClaimAnswered', { request: string; granted: boolean; by: string; note?: string }>;

/**
 * A person gives what a product opens, without a payment: to a member, or to an address that may become one. The sale is
 * `gift/<id>`; given again, the later word counts. `parent`: a sale that carries this gift, which ends with it.
 */
export type GiftGiven = Fact<
  'GiftGiven',
  { sale: SaleRef; product: ProductRef; member?: MemberId; person?: PersonKey; until?: Instant; parent?: SaleRef; by: string; note?: string }
>;
export type GiftEnded = Fact<'GiftEnded', { sale: SaleRef; by: string; note?: string }>;

/** Whom a block is about: `member/<id>` or `person/<key>`. */
export type Blockable = `member/${MemberId}` | `person/${PersonKey}`;
/** Whatever speaks for them, nothing is given, and what we gave is taken. `until`: the block's own end. */
export type BlockSet = Fact<'BlockSet', { blocked: Blockable; until?: Instant; by: string; note?: string }>;
export type BlockLifted = Fact<'BlockLifted', { blocked: Blockable; by: string; note?: string }>;

/** One mail to a buyer who is no member yet. `sale`: what it speaks of. `mail`: 0 is the invitation, 1 and more are its reminders. */
type OfInvite = { person: PersonKey; invited: SaleRef; mail: number };
/** Written before a mail leaves, so that a crash never sends it twice. */
export type InviteRequested = Fact<'InviteRequested', OfInvite & { attempt: number }>;
export type InviteSent = Fact<'InviteSent', OfInvite & { attempt: number }>;
/** `final`: not to be tried again; a person should look. */
export type InviteFailed = Fact<'InviteFailed', OfInvite & { attempt: number; final: boolean; because: string }>;
/** The reader asked for no more reminders. */
export type InvitesStopped = Fact<'InvitesStopped', { person: PersonKey; by: string }>;

export type InviteEvent = InviteRequested | InviteSent | InviteFailed | InvitesStopped;
export type BlockEvent = BlockSet | BlockLifted;
export type ClaimRequestEvent = ClaimRequested | ClaimAnswered;
export type PeopleEvent = InviteEvent | BlockEvent | ClaimRequestEvent;
