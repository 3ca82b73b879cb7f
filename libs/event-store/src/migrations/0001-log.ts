import { Migration } from '@mikro-orm/migrations';
import { appendFunction } from './append-function.js';

const TABLES = `
create table events (
  global_position bigint primary key,
  stream text not null,
  version integer not null,
  event_id uuid not null constraint events_event_id unique,
  type text not null,
  data jsonb not null,
  personal jsonb,
  metadata jsonb not null,
  recorded_at timestamptz not null,
  constraint events_stream_version unique (stream, version)
);
create index events_removals on events (recorded_at) where type = 'RemoveRequested';
create index events_delivery on events ((metadata->>'delivery')) where metadata ? 'delivery';

create table deliveries (
  id uuid primary key,
  channel text not null,
  source text not null,
  received_at timestamptz not null default clock_timestamp(),
  body bytea not null,
  digest bytea not null,
  headers jsonb not null,
  query jsonb not null,
  outcome text not null check (outcome in ('facts', 'incomplete', 'ignored', 'unreadable')),
  notes jsonb not null default '[]',
  read_at timestamptz not null default clock_timestamp()
);
create index deliveries_channel on deliveries (channel, received_at);
create index deliveries_parked on deliveries (received_at) where outcome in ('incomplete', 'unreadable');

create table contradictions (
  event_id uuid not null,
  delivery text not null,
  data jsonb not null,
  noticed_at timestamptz not null default clock_timestamp(),
  primary key (event_id, delivery)
);`;

/** By privilege for whoever owns the tables, and by trigger for a superuser, whom no privilege stops. */
const APPEND_ONLY = `
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only: % refused', tg_table_name, lower(tg_op) using errcode = 'CA403';
end $$;
create trigger events_append_only before update or delete or truncate on events for each statement execute function refuse_change();
create trigger deliveries_keep before delete or truncate on deliveries for each statement execute function refuse_change();
create trigger deliveries_body before update of id, channel, source, received_at, body, digest, headers, query on deliveries
  for each statement execute function refuse_change();
revoke update, delete, truncate on events from current_user, public;
revoke update, delete, truncate on deliveries from current_user, public;
grant update (outcome, notes, read_at) on deliveries to current_user;`;

/** The log: facts, raw deliveries, and the one way to write facts. */
export class Log0001 extends Migration {
  override up(): void {
    this.addSql(TABLES);
    this.addSql(appendFunction('create', (known, heard) => `${known}.data <> ${heard}.data`));
    this.addSql(APPEND_ONLY);
  }
}
