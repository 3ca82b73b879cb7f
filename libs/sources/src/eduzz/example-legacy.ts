import type { ExampleValues } from '../source.js';

/* The two older generations, flat as they are, around values of our own making. The secret is put in when they are signed. */

type Body = Readonly<Record<string, string>>;

const DAY = 86_400_000;
const HOUR = 3_600_000;

/** The clock of Brazil at an instant. */
const local = (time: number): { readonly day: string; readonly clock: string } => {
  const text = new Date(time - 3 * HOUR).toISOString();
  return { day: text.slice(0, 10), clock: text.slice(11, 19) };
};
const plain = (day: string): string => day.replaceAll('-', '');

const customer = ({ email, name }: ExampleValues): Body => ({
  cus_cod: '24000077',
  cus_taxnumber: '00000000191',
  cus_name: name,
  cus_email: email,
  cus_tel: '3130001234',
  cus_cel: '31900001234',
  cus_apikey: 'this-place-holds-a-key',
});

const recurrence = ({ sale }: ExampleValues, status: string): Body => ({
  recurrence_cod: sale,
  recurrence_status: status,
  recurrence_status_name: 'Em Dia',
  recurrence_type: '2.0',
  recurrence_plan: 'Plano Inventado',
  recurrence_interval: '1',
  recurrence_interval_type: 'month',
  recurrence_count: '2',
});

const items = ({ product }: ExampleValues): Body => ({
  'trans_items[0][item_id]': '77',
  'trans_items[0][item_name]': 'Oficina Inventada',
  'trans_items[0][item_value]': '97.90',
  'trans_items[0][item_product_id]': product,
  'trans_items[0][item_product_chargetype]': 'A',
});

/** An invoice that was made a day before, in this status. Every value is a text, in a form as in JSON. */
export const legacyInvoice =
  (status: string, fields: (values: ExampleValues) => Body = () => ({})) =>
  (values: ExampleValues): Body => {
    const time = Date.parse(values.at);
    const [created, at, due] = [local(time - DAY), local(time), local(time + DAY)] as const;
    return {
      type: 'invoice',
      trans_cod: values.charge,
      trans_status: status,
      trans_value: '97.90',
      trans_paid: '97.90',
      trans_currency: 'BRL',
      trans_paymentmethod: '32',
      trans_createdate: plain(created.day),
      trans_createtime: created.clock,
      trans_paiddate: plain(at.day),
      trans_paidtime: at.clock,
      trans_duedate: plain(due.day),
      trans_duetime: '23:59:59',
      trans_key: 'inventada777inventada777',
      page_checkout_url: `https://sun.example.com/inventada/${'inventada-'.repeat(60)}`,
      ...items(values),
      trans_items_quantity: '1',
      product_cod: values.product,
      product_name: 'Oficina Inventada',
      product_chargetype: 'A',
      ...customer(values),
      ...fields(values),
    };
  };

export const ofContract = (values: ExampleValues): Body => recurrence(values, '1');

/** Of a refund there is the day alone. */
export const refunded = (values: ExampleValues): Body => ({ refund_date: local(Date.parse(values.at)).day, refund_type: 'total' });

export const legacyContract =
  (status: string) =>
  (values: ExampleValues): Body => {
    const { day, clock } = local(Date.parse(values.at));
    return {
      type: 'contract',
      ...recurrence(values, status),
      ...(status === '4' && { recurrence_canceled_at: `${day} ${clock}` }),
      trans_cod: values.charge,
      product_cod: values.product,
      ...customer(values),
    };
  };

export const legacyCart = (values: ExampleValues): Body => ({
  type: 'abandonment',
  identifier: values.id,
  cartAccessedAt: values.at,
  checkoutUrl: 'https://sun.example.com/inventada',
  'product[id]': values.product,
  'product[title]': 'Oficina Inventada',
  'customer[name]': values.name,
  'customer[phone]': '31900001234',
  'customer[email]': values.email,
  producerId: '27000077',
});

/** What the old panel sends when an address is saved: the first invoice there ever was, for the first product. */
export const legacyTest = (values: ExampleValues): Body => legacyInvoice('3')({ ...values, charge: '1', product: '1' });

const deliveredFields = (values: ExampleValues): Body => {
  const { day, clock } = local(Date.parse(values.at));
  return {
    edz_fat_cod: values.charge,
    edz_fat_status: '3',
    edz_fat_dtcadastro: `${day} ${clock}`,
    edz_cnt_cod: values.product,
    edz_cnt_titulo: `Oficina Inventada ${'de muitas palavras '.repeat(20)}`,
    edz_cli_cod: '24000077',
    edz_cli_email: values.email,
    edz_cli_rsocial: values.name,
    edz_cli_cel: '31900001234',
    edz_cli_taxnumber: '00000000191',
    edz_cli_apikey: 'this-place-holds-a-key',
    edz_produtor_cod: '27000077',
  };
};

/** A custom delivery as JSON, and as a form, where each field stands by itself. */
export const delivery =
  (type: 'create' | 'remove') =>
  (values: ExampleValues): Readonly<Record<string, unknown>> => ({ type, fields: deliveredFields(values) });
export const deliveryForm =
  (type: 'create' | 'remove') =>
  (values: ExampleValues): Body => ({
    type,
    ...Object.fromEntries(Object.entries(deliveredFields(values)).map(([name, value]) => [`fields[${name}]`, value])),
  });
