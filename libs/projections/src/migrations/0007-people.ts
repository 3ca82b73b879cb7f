import { Migration } from '@mikro-orm/migrations';

/** Whose sale it is by claim or gift, and which sale carries a gift; null for all others. */
const OWNERS = `
alter table entitlements add column member text generated always as (state->'claimed'->>'member') stored;
alter table entitlements add column parent text generated always as (state->'gift'->'given'->>'parent') stored;
create index entitlements_member on entitlements (member) where member is not null;
create index entitlements_parent on entitlements (parent) where parent is not null;`;

const PEOPLE = `
create table blocks (key text primary key, state jsonb not null);
create table claim_requests (key text primary key, state jsonb not null,
  open boolean generated always as (state ? 'asked' and not state ? 'answered') stored);
create index claim_requests_open on claim_requests (key) where open;
insert into checkpoints (projection) values ('blocks'), ('claim_requests') on conflict do nothing;`;

/** Claims, gifts and blocks. Nothing is folded anew: no fact of theirs was ever written before. */
export class People0007 extends Migration {
  override up(): void {
    [OWNERS, PEOPLE].forEach((sql) => this.addSql(sql));
  }
}
