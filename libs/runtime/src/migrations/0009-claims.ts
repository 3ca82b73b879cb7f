import { Migration } from '@mikro-orm/migrations';

/**
 * An attempt is found by the hash of its id, which only the visitor's browser has; what is sealed or hashed here opens with that
 * id alone. `sale` and `member` are empty where nothing fits: nobody is told.
 */
const ATTEMPTS = `
create table claim_attempts (
  id_hash bytea primary key,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  sale text,
  member text,
  purchase_code bytea,
  member_code bytea,
  sealed bytea,
  tries smallint not null default 0,
  done_at timestamptz
);
create index claim_attempts_created on claim_attempts (created_at);`;

/** As rate-limiter-flexible wants it: its statement names no columns, so that their order counts. */
const LIMITS = `
create table claim_limits (key varchar(255) primary key, points integer not null default 0, expire bigint);
create index claim_limits_expire on claim_limits (expire);`;

/** What the claim page remembers for an hour or a day. No fact is here: a claim that is proven goes into the log. */
export class Claims0009 extends Migration {
  override up(): void {
    [ATTEMPTS, LIMITS].forEach((sql) => this.addSql(sql));
  }
}
