import { Migration } from '@mikro-orm/migrations';
import { appendFunction } from './append-function.js';

/** Two words of one meaning: where the time is only when we heard them, another time is no contradiction. */
const differs = (known: string, heard: string): string =>
  `(${known}.data <> ${heard}.data and (coalesce(${heard}.metadata->>'clock', '') <> 'ours' or ${known}.data - 'occurredAt' <> ${heard}.data - 'occurredAt'))`;

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
