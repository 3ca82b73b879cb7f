import type { Instant } from '#domain';
import type { Json } from '../shared/json.js';
import { Id, List, Text, Time } from '../shared/fields.js';
import { shaped } from '../shared/shape.js';
import type { ReadContext } from '../source.js';
import { Sum } from './loose.js';
import type { Person } from './payload.js';
import { beneficiaryOf, type Beneficiary } from './person.js';

/* The flat fields of the webhook before the current one; in a form everything is text. Days and times are local. */

export class LegacyItem {
  @Id() readonly item_product_id?: string;
  @Sum() readonly item_value?: number;
}

export class LegacyInvoice {
  @Id('required') readonly trans_cod!: string;
  @Id('required') readonly trans_status!: string;
  @Id('decides') readonly recurrence_cod?: string;
  @Id() readonly recurrence_count?: string;
  @Id() readonly product_cod?: string;
  @List(() => LegacyItem) readonly trans_items?: readonly LegacyItem[];
  @Sum() readonly trans_paid?: number;
  @Sum() readonly trans_value?: number;
  @Text() readonly trans_currency?: string;
  @Id() readonly trans_paymentmethod?: string;
  @Id() readonly trans_createdate?: string;
  @Id() readonly trans_createtime?: string;
  @Id() readonly trans_paiddate?: string;
  @Id() readonly trans_paidtime?: string;
  @Id() readonly trans_duedate?: string;
  @Id() readonly trans_duetime?: string;
  @Text() readonly refund_type?: string;
  @Id() readonly refund_date?: string;
}

export class LegacyContract {
  @Id('required') readonly recurrence_cod!: string;
  @Id('required') readonly recurrence_status!: string;
  @Id() readonly recurrence_count?: string;
  @Id() readonly recurrence_canceled_at?: string;
  @Id() readonly trans_cod?: string;
  @Id() readonly product_cod?: string;
}

/** `cartAccessedAt` is the one time in these bodies that has a zone. */
export class LegacyCart {
  @Id() readonly identifier?: string;
  @Time() readonly cartAccessedAt?: Instant;
}

class LegacyPeople {
  @Text() readonly student_email?: string;
  @Text() readonly student_name?: string;
  @Id() readonly student_tel?: string;
  @Id() readonly student_cel?: string;
  @Id() readonly student_taxnumber?: string;
  @Text() readonly cus_email?: string;
  @Text() readonly cus_name?: string;
  @Id() readonly cus_tel?: string;
  @Id() readonly cus_cel?: string;
  @Id() readonly cus_taxnumber?: string;
}

const personIn = (email?: string, name?: string, document?: string, phones: { phone?: string; cellphone?: string } = {}): Person => ({
  ...phones,
  ...(email !== undefined && { email }),
  ...(name !== undefined && { name }),
  ...(document !== undefined && { document }),
});

const phonesOf = (phone?: string, cellphone?: string) => ({ ...(phone && { phone }), ...(cellphone && { cellphone }) });

/** The student where one is named, else the customer. */
export const legacyBeneficiary = (json: Json, context: ReadContext): Beneficiary => {
  const read = shaped(LegacyPeople, json);
  if (!read.ok) return { personal: {} };
  const { value: who } = read;
  const student = personIn(who.student_email, who.student_name, who.student_taxnumber, phonesOf(who.student_tel, who.student_cel));
  const customer = personIn(who.cus_email, who.cus_name, who.cus_taxnumber, phonesOf(who.cus_tel, who.cus_cel));
  return beneficiaryOf(student, customer, context);
};

const ITEM = /^trans_items\[(\d{1,4})\]\[(\w+)\]$/;

/** The items of an invoice, from a list or from names like `trans_items[0][item_product_id]`, in their order. */
export const itemsIn = (json: Json): unknown => {
  if (Array.isArray(json['trans_items'])) return json['trans_items'];
  const items = new Map<number, [string, unknown][]>();
  for (const [name, value] of Object.entries(json)) {
    const [, index, field] = ITEM.exec(name) ?? [];
    if (field !== undefined) items.set(Number(index), [...(items.get(Number(index)) ?? []), [field, value]]);
  }
  return [...items].sort(([a], [b]) => a - b).map(([, fields]) => Object.fromEntries(fields));
};
