import type { MikroORM } from '@mikro-orm/postgresql';
import type { Pool } from 'pg';

/** What an answer needs of an installation; whoever opened one has it. */
export interface AnswerPorts {
  readonly pool: Pool;
  readonly orm: Pick<MikroORM, 'em'>;
  /** The name under which a person's address is kept. */
  readonly personOf: (address: string) => string;
  readonly settings: { readonly channels: Readonly<Record<string, object>> };
}
