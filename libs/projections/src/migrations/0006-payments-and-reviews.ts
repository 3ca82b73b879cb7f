import { Migration } from '@mikro-orm/migrations';

/** Every name that a sale's payments go by elsewhere; null for the many sales that need no other name. */
const NAMES = `
alter table entitlements add column names jsonb generated always as (
  case when jsonb_path_exists(state, '$.charges.*.paid.alsoKnownAs')
    then jsonb_path_query_array(state, '$.charges.*.paid.alsoKnownAs[*]') end) stored;
create index entitlements_names on entitlements using gin (names) where names is not null;
create index entitlements_in_question on entitlements (key) where jsonb_path_exists(state, '$.charges.*.partlyReversed')
  or state->'ended'->>'endsAt' = 'unknown' or jsonb_path_exists(state, '$.charges.*.disputed.kind ? (@ == "chargeback")');
create index entitlements_buyerless on entitlements (key) where person is null and jsonb_path_exists(state, '$.charges.*.paid');`;

const PAYMENTS = `
create table payments (key text primary key, state jsonb not null,
  same_as text generated always as (state->'sameAs'->>'name') stored);
create index payments_same_as on payments (same_as) where same_as is not null;
create index events_payment on events ((data->>'payment')) where data ? 'payment';
create index events_same_as on events ((data->>'sameAs')) where type = 'PaymentLinked';`;

const REVIEWS = `
create table reviews (key text primary key, state jsonb not null);
insert into checkpoints (projection) values ('payments'), ('reviews') on conflict do nothing;`;

/** Words about payments that do not name their sale, and what a person has put aside. */
export class PaymentsAndReviews0006 extends Migration {
  override up(): void {
    [NAMES, PAYMENTS, REVIEWS].forEach((sql) => this.addSql(sql));
  }
}
