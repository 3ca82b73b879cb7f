import { Migration } from '@mikro-orm/migrations';
import { appendFunction } from './append-function.js';
import { differs } from './differs.js';

const QUESTIONS = `
alter table deliveries add column ask jsonb;
grant update (ask) on deliveries to current_user;
create index deliveries_asked on deliveries (received_at) where ask is not null;`;

/** Deliveries that the gateway must be asked about, and words whose time is ours. */
export class Answers0004 extends Migration {
  override up(): void {
    this.addSql(QUESTIONS);
    this.addSql(appendFunction('create or replace', differs));
  }
}
