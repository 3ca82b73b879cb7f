import type { Instant } from '#domain';
import { Block, Decimal, Flag, Id, List, Text, Time } from '../shared/fields.js';
import { IdOrBlock, IdOrIds, Phone } from './loose.js';

/*
 * What we rely on of the current webhook, by Eduzz's documentation and samples and by what integrators captured. `decides`
 * marks what says which sale it is: there, an unreadable value parks the delivery instead of being left out.
 */

/** Around every event. Older ones are flat: `createdAt` in place of `sentDate`, and no id. */
export class Envelope {
  @Id() readonly id?: string;
  @Id('required') readonly event!: string;
  @Time() readonly sentDate?: Instant;
  @Time() readonly createdAt?: Instant;
}

export class Price {
  @Decimal() readonly value?: number;
  @Text() readonly currency?: string;
}

export class Person {
  @Text() readonly email?: string;
  @Text() readonly name?: string;
  @Phone() readonly phone?: string;
  @Phone() readonly cellphone?: string;
  @Id() readonly document?: string;
}

export class Item {
  @Id() readonly productId?: string;
  @Block(() => Price) readonly price?: Price;
}

class InvoiceContract {
  @Id('decides') readonly id?: string;
  @Flag() readonly isUnlimitedInstallments?: boolean;
  @Flag() readonly isPSL?: boolean;
}

/** Documented with `limitDate` and `finishedAt` as well; what its statuses are is not. */
export class Chargeback {
  @Text() readonly status?: string;
  @Time() readonly createdAt?: Instant;
}

/** `student` is there when somebody else than the buyer is to learn. */
export class InvoiceData {
  @Id('required') readonly id!: string;
  @Text() readonly status?: string;
  @Block(() => Person) readonly buyer?: Person;
  @Block(() => Person) readonly student?: Person;
  @List(() => Item) readonly items?: readonly Item[];
  @Block(() => Price) readonly price?: Price;
  @Block(() => Price) readonly paid?: Price;
  @Block(() => InvoiceContract, 'decides') readonly contract?: InvoiceContract;
  @Block(() => Chargeback) readonly chargeback?: Chargeback;
  @IdOrBlock() readonly offer?: string;
  @Text() readonly paymentMethod?: string;
  @Time() readonly createdAt?: Instant;
  @Time() readonly dueDate?: Instant;
  @Time() readonly paidAt?: Instant;
  @Time() readonly refundedAt?: Instant;
}

export class ContractProduct {
  @Id() readonly id?: string;
}

class ContentAccess {
  @Flag() readonly removeOnContractEnd?: boolean;
  @Flag() readonly removeOnLatePayment?: boolean;
}

/** `finalDue` is the older name of `lastDue`. */
class Recurrence {
  @Time() readonly nextDue?: Instant;
  @Time() readonly lastDue?: Instant;
  @Time() readonly finalDue?: Instant;
  @Time() readonly finishesAt?: Instant;
}

class Contract {
  @Id('required') readonly id!: string;
  @Id('required') readonly status!: string;
  @Time() readonly updatedAt?: Instant;
  @Flag() readonly isPSL?: boolean;
  @Flag() readonly isUnlimitedInstallments?: boolean;
  @Block(() => ContentAccess) readonly contentAccess?: ContentAccess;
  @Block(() => Recurrence) readonly recurrence?: Recurrence;
}

/** `customer` is who gets access, `financialResponsible` who pays if that is somebody else. */
export class ContractData {
  @Block(() => Contract, 'required') readonly contract!: Contract;
  @List(() => ContractProduct) readonly products?: readonly ContractProduct[];
  @Block(() => Person) readonly customer?: Person;
  @Block(() => Person) readonly financialResponsible?: Person;
}

/** A left cart names its products in one of three ways, by its age. */
export class CartData {
  @IdOrIds() readonly productId?: readonly string[];
  @List(() => Item) readonly items?: readonly Item[];
  @List(() => ContractProduct) readonly products?: readonly ContractProduct[];
  @Block(() => Person) readonly buyer?: Person;
  @Block(() => Person) readonly customer?: Person;
  @IdOrBlock() readonly offer?: string;
  @Time() readonly createdAt?: Instant;
}
