import type { StatusReport } from '#answers';
import { Parts, Text, Time, Whole } from './fields.js';

type Audit = StatusReport['audit'];
type WrongTables = Audit['wrong'][number];

class WrongTable implements WrongTables {
  @Text('A table', 'entitlements')
  readonly projection!: string;
  @Time('When the audit found it')
  readonly since!: string;
}

/** What the standing audit found. */
export class AuditAnswer implements Audit {
  @Parts(WrongTable, 'Tables with rows that are not what the log says; catraca replay mends them')
  readonly wrong!: readonly WrongTable[];
  @Whole('How many looks are on record: one for each slice of each table', 11)
  readonly looks!: number;
  @Time('The oldest of them; null before the first', { nullable: true })
  readonly oldest!: string | null;
}
