import type { MemberId, PersonKey, SaleRef } from '#domain';
import type { Queryable } from '#event-store';

/** What an attempt is made of. Without a sale or a member nothing fits, and no code will ever be right. */
export interface NewAttempt {
  readonly idHash: Buffer;
  readonly now: Date;
  readonly expiresAt: Date;
  readonly sale?: SaleRef;
  readonly member?: MemberId;
  readonly purchaseCode?: Buffer;
  /** Absent where the member has signed in. */
  readonly memberCode?: Buffer;
  readonly sealed?: Buffer;
}

/** An attempt whose try was just counted. `left`: the tries that remain. */
export interface TriedAttempt {
  readonly sale: SaleRef | null;
  readonly member: MemberId | null;
  readonly purchase_code: Buffer;
  readonly member_code: Buffer | null;
  readonly sealed: Buffer;
  readonly left: number;
}

export const MOST_TRIES = 5;
const KEPT_MS = 86_400_000;
const SWEPT_AT_ONCE = 500;

/** Attempts older than a day go when a new one comes, some at a time. */
export const sweepAttempts = async (db: Queryable, now: Date): Promise<void> => {
  const old = 'select id_hash from claim_attempts where created_at < $1 order by created_at limit $2';
  await db.query(`delete from claim_attempts where id_hash in (${old})`, [new Date(now.getTime() - KEPT_MS), SWEPT_AT_ONCE]);
};

/**
 * The sale of this buyer that this code names: as the sale itself or as one of its charges, under any source, to the letter. Asked
 * by the buyer's key, so that the work is the same whether the code is somebody's or nobody's.
 */
export const findSale = async (db: Queryable, person: PersonKey, code: string): Promise<SaleRef | undefined> => {
  const text = `select key from entitlements where person = $1 and (substr(key, strpos(key, '/') + 1) = $2 or state->'charges' ? $2)
    and state->'gift' is null order by key limit 1`;
  const { rows } = await db.query<{ key: string }>(text, [person, code]);
  return rows[0]?.key;
};

export const keepAttempt = async (db: Queryable, attempt: NewAttempt): Promise<void> => {
  const { idHash, now, expiresAt, sale, member, purchaseCode, memberCode, sealed } = attempt;
  await db.query(
    `insert into claim_attempts (id_hash, created_at, expires_at, sale, member, purchase_code, member_code, sealed)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing`,
    [idHash, now, expiresAt, sale, member, purchaseCode, memberCode, sealed],
  );
};

/** Counts a try before anything is compared: twenty at once are twenty. Nothing when the attempt is none, over, used or used up. */
export const countTry = async (db: Queryable, idHash: Buffer, now: Date): Promise<TriedAttempt | undefined> => {
  const text = `update claim_attempts set tries = tries + 1
    where id_hash = $1 and expires_at > $2 and tries < $3 and done_at is null and purchase_code is not null
    returning sale, member, purchase_code, member_code, sealed, $3 - tries as left`;
  const { rows } = await db.query<TriedAttempt>(text, [idHash, now, MOST_TRIES]);
  return rows[0];
};

/** Whether it was this call that used the attempt up. */
export const finishAttempt = async (db: Queryable, idHash: Buffer, now: Date): Promise<boolean> => {
  const { rowCount } = await db.query('update claim_attempts set done_at = $2 where id_hash = $1 and done_at is null', [idHash, now]);
  return rowCount === 1;
};

const SIGNED_IN_MS = 1_800_000;

/** The member that has signed in under this id within half an hour; also when a purchase was asked about under it since. */
export const signedInMember = async (db: Queryable, idHash: Buffer, now: Date): Promise<MemberId | undefined> => {
  const text = 'select member from claim_attempts where id_hash = $1 and created_at > $2 and member_code is null and member is not null';
  const { rows } = await db.query<{ member: string }>(text, [idHash, new Date(now.getTime() - SIGNED_IN_MS)]);
  return rows[0]?.member;
};
