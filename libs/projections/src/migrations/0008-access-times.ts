import { Migration } from '@mikro-orm/migrations';

/**
 * Instants stay texts, as everywhere in the rows: their order is that of time, and PostgreSQL reads a text as a time by a
 * setting of the session, which no column may depend on. `opened_at` is null where the badge was there before we gave one. So
 * the index holds what has a span, by the time at which it was heard, and statistics of a day read that day.
 */
const ACCESS_TIMES = `
create table access_times (key text primary key, state jsonb not null,
  source text generated always as (split_part(key, '/', 1)) stored,
  gateway_at text generated always as (state->>'gatewayAt') stored,
  heard_at text generated always as (state->>'heardAt') stored,
  opened_at text generated always as (
    case when state->>'hadAt' <= state->>'openedAt' then null else state->>'openedAt' end) stored);
create index access_times_heard on access_times (heard_at) where opened_at is not null and heard_at is not null;
insert into checkpoints (projection) values ('access_times') on conflict do nothing;`;

/** How long each sale took to open its badge. */
export class AccessTimes0008 extends Migration {
  override up(): void {
    this.addSql(ACCESS_TIMES);
  }
}
