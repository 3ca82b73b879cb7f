import type { PersonOf } from '#runtime';
import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

/*
 * The id of an attempt is 256 random bits that only the visitor's cookie holds; at rest there is its SHA-256. So it is also the
 * key under which the attempt's codes are hashed and its address is sealed: who reads the table, with the installation's key or
 * without it, cannot try out the million codes. A slow hash would only protect what this does not give away.
 */

/** The id of an attempt, in 43 characters. */
export type AttemptId = string;

const ID = /^[A-Za-z0-9_-]{43}$/;
const CODES = 1_000_000;
const IV_BYTES = 12;
const TAG_BYTES = 16;

export const newAttemptId = (): AttemptId => randomBytes(32).toString('base64url');
export const isAttemptId = (text: string | undefined): text is AttemptId => text !== undefined && ID.test(text);
/** How an attempt is found at rest. */
export const idHash = (id: AttemptId): Buffer => createHash('sha256').update(id).digest();

/** Something that follows from an attempt's id, for one purpose; whoever sees it learns nothing of the id or of another purpose. */
export const derived = (id: AttemptId, purpose: string, text = ''): Buffer => createHmac('sha256', id).update(`${purpose}\n${text}`).digest();

/** Six digits, all equally likely. */
export const newCode = (): string => String(randomInt(CODES)).padStart(6, '0');
/** A code as it is kept: good for one attempt and one proof. */
export const codeHash = (id: AttemptId, proof: 'purchase' | 'member', code: string): Buffer => derived(id, `code/${proof}`, code);
/** A code as people type it: blanks and dashes do not count. */
export const codeAsTyped = (text: string): string => text.replace(/[\s-]/g, '').slice(0, 12);
export const sameBytes = (one: Buffer, other: Buffer): boolean => one.length === other.length && timingSafeEqual(one, other);

/** Text that only the holder of the id can read again. */
export const seal = (id: AttemptId, text: string): Buffer => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', derived(id, 'seal'), iv);
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]);
};

/** What was sealed. Throws when the id is another's or a byte is. */
export const unseal = (id: AttemptId, sealed: Buffer): string => {
  const opened = createDecipheriv('aes-256-gcm', derived(id, 'seal'), sealed.subarray(0, IV_BYTES), { authTagLength: TAG_BYTES });
  opened.setAuthTag(sealed.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
  return Buffer.concat([opened.update(sealed.subarray(IV_BYTES + TAG_BYTES)), opened.final()]).toString('utf8');
};

/** A name under the installation's key for what is no address: no address has a blank, so it never meets a person's. */
export const keyed = (personOf: PersonOf, purpose: string, text: string): string => personOf(`claim ${purpose} ${text}`);
