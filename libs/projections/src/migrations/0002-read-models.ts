import { Migration } from '@mikro-orm/migrations';

const table = (name: string, generated = ''): string => `create table ${name} (key text primary key, state jsonb not null${generated});`;

/** Columns that the fold does not know: drawn from the state by the database, for the questions others ask. */
const READ_MODELS = [
  table('entitlements', `, person text generated always as (state->'person'->>'person') stored`),
  'create index entitlements_person on entitlements (person);',
  table('identities', `, member text generated always as (state->'seen'->>'member') stored`),
  'create index identities_member on identities (member);',
  table('pending_grants', `, since text generated always as (case when state ? 'member' then null else state->>'since' end) stored`),
  'create index pending_grants_since on pending_grants (since) where since is not null;',
  table(
    'member_badges',
    `, holds boolean generated always as (jsonb_path_exists(state, '$.badges.*.ours ? (@ == true)')) stored,
       asked boolean generated always as (jsonb_path_exists(state, '$.badges.*.ask')) stored,
       refused boolean generated always as (jsonb_path_exists(state, '$.badges.*.refused')) stored`,
  ),
  'create index member_badges_holds on member_badges (key) where holds;',
  'create index member_badges_asked on member_badges (key) where asked;',
  'create index member_badges_refused on member_badges (key) where refused;',
  table('catalog'),
  table('brake'),
  'create table checkpoints (projection text primary key, position bigint not null default 0, updated_at timestamptz not null default clock_timestamp());',
  `insert into checkpoints (projection) values ('entitlements'), ('identities'), ('pending_grants'), ('member_badges'), ('catalog'), ('brake');`,
];

/** The tables that are a fold of the log, and how far each has come. */
export class ReadModels0002 extends Migration {
  override up(): void {
    READ_MODELS.forEach((sql) => this.addSql(sql));
  }
}
