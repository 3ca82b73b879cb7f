import type { Instant } from './ids.js';

/**
 * Every fact, one type each. A fact happened and cannot be refused. `occurredAt` is the sender's clock for what we
 * heard, and ours for what we did. `data` never holds personal data: a person is a `PersonKey`.
 */
export type Fact<Type extends string, Data> = { readonly type: Type; readonly data: { readonly occurredAt: Instant } & Readonly<Data> };
