import { Migration } from '@mikro-orm/migrations';

/** `epoch`: which database this is, as it names itself; null until a worker first looks. A copy or an older state has another name. */
const EPOCH = 'alter table installation add column epoch text;';

/** What the standing audit found: each projection is looked at slice by slice, and each slice again and again. */
const AUDITS = `create table audits (
  projection text not null,
  slice integer not null,
  slices integer not null,
  position bigint not null,
  live_rows bigint not null,
  derived_rows bigint not null,
  same boolean not null,
  audited_at timestamptz not null default clock_timestamp(),
  primary key (projection, slice)
);
create index audits_wrong on audits (projection) where not same;`;

export class EpochsAndAudits0011 extends Migration {
  override up(): void {
    [EPOCH, AUDITS].forEach((sql) => this.addSql(sql));
  }
}
