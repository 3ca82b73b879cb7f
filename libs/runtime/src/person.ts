import { normalizeAddress, type PersonKey } from '#domain';
import { createHmac, createSecretKey } from 'node:crypto';
import type { Pool } from 'pg';

/** Turns an address into the name that `data` may hold: HMAC-SHA256 of its normal form under the installation's key. */
export type PersonOf = (address: string) => PersonKey;

/** Reads the installation's key. */
export const personHasher = async (pool: Pool): Promise<PersonOf> => {
  const { rows } = await pool.query<{ person_key: Buffer }>('select person_key from installation');
  const key = rows[0]?.person_key;
  if (!key) throw new Error('The installation has no key: run catraca migrate');
  // As an object once: made of its bytes each time, the key cost 4 % of the ingress.
  const made = createSecretKey(key);
  return (address) =>
    createHmac('sha256', made)
      .update(normalizeAddress(address) ?? address)
      .digest('hex');
};
