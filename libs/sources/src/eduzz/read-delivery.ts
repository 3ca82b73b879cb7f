import { defined, type ChargePaid, type ChargeReversed } from '#domain';
import { Id, Text } from '../shared/fields.js';
import type { Json } from '../shared/json.js';
import { shaped } from '../shared/shape.js';
import type { Reading } from '../source.js';
import { deliveredIn } from './body.js';
import { facts, invoiceSale, productOf, saleOf, told, unreadable, whenOf, type Heard } from './heard.js';
import { localDay, localTime } from './local-time.js';
import { Sum } from './loose.js';
import { moneyOf } from './paid.js';
import { beneficiaryOf } from './person.js';

/** What a custom delivery tells: one product of one invoice. */
class Delivered {
  @Id('required') readonly edz_fat_cod!: string;
  @Id('required') readonly edz_cnt_cod!: string;
  @Id() readonly edz_fat_dtcadastro?: string;
  @Sum() readonly edz_valorpago?: number;
  @Text() readonly edz_cli_email?: string;
  @Text() readonly edz_cli_rsocial?: string;
  @Id() readonly edz_cli_cel?: string;
  @Id() readonly edz_cli_taxnumber?: string;
}

const whoIn = (fields: Delivered, { context }: Heard) =>
  beneficiaryOf(
    undefined,
    defined({
      email: fields.edz_cli_email,
      name: fields.edz_cli_rsocial,
      cellphone: fields.edz_cli_cel,
      document: fields.edz_cli_taxnumber,
    }),
    context,
  );

/**
 * Each product of an invoice is delivered by itself and none says how many there are: so the charge is always the part of the
 * invoice that bought this product, and a word of the webhook's about the whole invoice finds it as well.
 */
const ofDelivery = ({ edz_fat_cod: invoice, edz_cnt_cod: product }: Delivered) => ({
  sale: saleOf(invoiceSale(invoice)),
  charge: `${invoice}:${product}`,
  product: productOf(product),
});

/** Give access. The time in it is the invoice's own, which lies before the payment. */
const given = (fields: Delivered, heard: Heard): Reading => {
  const { edz_fat_cod, edz_fat_dtcadastro, edz_valorpago } = fields;
  const { person, personal } = whoIn(fields, heard);
  const of = ofDelivery(fields);
  const when = whenOf(heard, localTime(edz_fat_dtcadastro), localDay(edz_fat_dtcadastro));
  const terms = { recurring: false, partOf: edz_fat_cod, amount: moneyOf(edz_valorpago, undefined) };
  const fact: ChargePaid = { type: 'ChargePaid', data: defined({ occurredAt: when.at, ...of, person, ...terms }) };
  return facts(told(['charge', of.charge, 'delivery-create'], when, fact, personal));
};

/** Take access away: money went back, or a contract is late; which, it does not say, nor when. */
const taken = (fields: Delivered, heard: Heard): Reading => {
  const { person, personal } = whoIn(fields, heard);
  const of = ofDelivery(fields);
  const when = whenOf(heard);
  const fact: ChargeReversed = { type: 'ChargeReversed', data: defined({ occurredAt: when.at, ...of, person, kind: 'refund', whole: true }) };
  return facts(told(['charge', of.charge, 'delivery-remove'], when, fact, personal));
};

/** Eduzz's custom delivery: the one channel whose words are about access itself. */
export const readDelivery = (json: Json, heard: Heard): Reading => {
  const fields = deliveredIn(json);
  const type = json['type'] ?? fields?.['type'];
  if (type !== 'create' && type !== 'remove') return unreadable('type: expected create or remove');
  const read = shaped(Delivered, fields, 'fields');
  if (!read.ok) return unreadable(...read.issues);
  return type === 'create' ? given(read.value, heard) : taken(read.value, heard);
};
