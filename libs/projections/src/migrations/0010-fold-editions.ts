import { Migration } from '@mikro-orm/migrations';

/** Which edition of its fold made a projection's rows, so that an old version and a new one never fold into the same table. */
export class FoldEditions0010 extends Migration {
  override up(): void {
    this.addSql('alter table checkpoints add column fold integer not null default 1;');
  }
}
