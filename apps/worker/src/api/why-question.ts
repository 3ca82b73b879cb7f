import { Text, Time } from './fields.js';
import type { Question } from './question.js';

/** What `POST /api/why` takes. */
export class WhyQuestion implements Question {
  @Text('An address, a member id, a sale or a transaction code', 'ana@example.com')
  readonly asked!: string;
  @Time('As it stood, and was known, then: an instant with its zone. Without it: now', { required: false })
  readonly asOf?: string;
}
