import { saleStream, type PersonKey, type SaleRef } from '#domain';
import type { Queryable } from './queryable.js';

/** Somebody to write to, as last written by whoever told us. Personal: never for a log. */
export interface Reader {
  readonly email: string;
  readonly name: string | null;
}

/** The address and the name of this buyer, as some fact about this sale holds them; undefined where none does. */
export const readReader = async (db: Queryable, sale: SaleRef, person: PersonKey): Promise<Reader | undefined> => {
  const text = `select personal->>'email' as email, personal->>'name' as name from events
    where stream = $1 and data->>'person' = $2 and personal ? 'email' order by version desc limit 1`;
  return (await db.query<Reader>(text, [saleStream(sale), person])).rows[0];
};
