import { Migration } from '@mikro-orm/migrations';

/** The installation's own key: made once, kept with the log, so that a restored log still knows its people. */
export class Installation0003 extends Migration {
  override up(): void {
    this.addSql(`create table installation (id boolean primary key default true check (id), person_key bytea not null);`);
    this.addSql(`insert into installation (person_key)
      select decode(replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', ''), 'hex');`);
  }
}
