import { Migration } from '@mikro-orm/migrations';

/**
 * `feature` is empty for the event itself. `learned`: was there while the kind was still new to us, or is known of the source
 * anyway, so that nobody need be told. The bookmark is its own row and not a checkpoint: shapes are no fold of the facts.
 */
const SHAPES = [
  `create table shapes (source text not null, event text not null, feature text not null, first_seen_at timestamptz not null,
    delivery uuid not null, learned boolean not null, primary key (source, event, feature));`,
  'create table shape_events (source text not null, event text not null, seen bigint not null, primary key (source, event));',
  `create table shape_bookmark (one boolean primary key default true check (one),
    delivery uuid not null default '00000000-0000-0000-0000-000000000000');`,
  'insert into shape_bookmark default values;',
];

/** What the bodies of each source have looked like, and how far that was looked at. */
export class Shapes0005 extends Migration {
  override up(): void {
    SHAPES.forEach((sql) => this.addSql(sql));
  }
}
