import { canonicalJson } from '#event-store';
import { createHash } from 'node:crypto';

/** One part of many of a table's keys: the `nth` of `slices`, from 0. */
export interface Slice {
  readonly nth: number;
  readonly slices: number;
}

/** As PostgreSQL can work it out too: the first 32 bits of the key's MD5. No secret hangs on it. */
export const isInSlice = (key: string, { nth, slices }: Slice): boolean =>
  slices === 1 || createHash('md5').update(key).digest().readUInt32BE(0) % slices === nth;

/** The same, as a condition on the column `key`. */
export const SLICE_CONDITION = `($2::int = 1 or ('x' || left(md5(key), 8))::bit(32)::bigint % $2::int = $1::int)`;

const LIMIT = 1n << 64n;

/** A sum over rows that does not ask for their order: equal sums and counts mean equal rows, but for one chance in 2^64. */
export const checksum = () => {
  let [sum, rows] = [0n, 0];
  return {
    add: (key: string, state: object): void => {
      const digest = createHash('sha256')
        .update(`${key}\n${canonicalJson(state)}`)
        .digest();
      sum = (sum + digest.readBigUInt64BE(0)) % LIMIT;
      rows += 1;
    },
    rows: (): number => rows,
    sum: (): string => sum.toString(16),
  };
};
