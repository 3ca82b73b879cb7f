import type { ExampleValues } from '../source.js';

/* The shapes of the bodies of Eduzz's current webhook, fields and types as documented and captured, around values of our own making. */

type Body = Readonly<Record<string, unknown>>;

/** What sets one invoice event apart. `contract`: of a subscription, or of instalments without a limit. */
interface Invoice {
  readonly contract?: 'subscription' | 'instalments';
  readonly unpaid?: true;
  readonly items?: readonly string[];
  readonly student?: true;
  readonly fields?: (values: ExampleValues) => Body;
}

const DAY = 86_400_000;
const ago = ({ at }: ExampleValues, days: number): string => new Date(Date.parse(at) - days * DAY).toISOString();

/** The envelope of the current webhook. */
export const event = (name: string, values: ExampleValues, data: Body): Body => ({ id: values.id, event: name, data, sentDate: values.at });

const money = (value: number): Body => ({ currency: 'BRL', value });

const address = {
  street: 'Rua Inventada',
  number: '7',
  neighborhood: 'Centro',
  complement: '',
  city: 'Vila Inventada',
  state: 'MG',
  zipCode: '30000000',
};

const person = (email: string, name: string): Body => ({
  id: '24000077',
  name,
  document: '00000000191',
  email,
  phone: null,
  phone2: null,
  cellphone: '+5531900001234',
});

/** `originSecret` is a secret of the account inside the body; here it is none. */
const producer = { id: '27000077', name: 'Casa Inventada Ltda', email: 'casa@example.com', originSecret: 'this-place-holds-a-secret-on-the-wire' };

const item = (productId: string): Body => ({
  productId,
  name: 'Oficina Inventada',
  parentId: null,
  refundPeriod: { durationType: 'days', value: 7 },
  price: money(97.9),
  coupon: null,
  partnerId: null,
  billingType: 'unique',
  skuReference: null,
});

const peopleIn = ({ email, name }: ExampleValues, { student }: Invoice): Body =>
  student
    ? { buyer: { ...person('Pagadora@example.com', 'Rita Inventada'), address }, student: person(email, name) }
    : { buyer: { ...person(email, name), address }, student: null };

/** One of the events about an invoice, by its name behind `myeduzz.invoice_`. */
export const invoice =
  (name: string, kind: Invoice = {}, status = name) =>
  (values: ExampleValues): Body => {
    const items = [values.product, ...(kind.items ?? [])];
    return event(`myeduzz.invoice_${name}`, values, {
      id: values.charge,
      status,
      ...peopleIn(values, kind),
      producer,
      items: items.map(item),
      totalItems: items.length,
      orderBump: { has: items.length > 1, isMainSale: true, mainSaleId: null },
      price: money(97.9 * items.length),
      ...(!kind.unpaid && { paid: money(97.9 * items.length), paidAt: values.at }),
      createdAt: ago(values, 1),
      dueDate: new Date(Date.parse(values.at) + DAY).toISOString(),
      contract: kind.contract === undefined ? null : { id: values.sale, isUnlimitedInstallments: kind.contract === 'instalments' },
      transaction: { id: '99000777', key: 'inventada777' },
      paymentMethod: 'pix',
      installments: 1,
      offer: values.offer,
      affiliate: null,
      utm: { source: '', campaign: '', content: '', medium: '' },
      tracker: { code1: null, code2: null, code3: null },
      ...kind.fields?.(values),
    });
  };

/** Paid some days before, gone back now. */
export const goneBack = (values: ExampleValues): Body => ({ paidAt: ago(values, 5), createdAt: ago(values, 6), refundedAt: values.at });
export const chargedBack = (values: ExampleValues): Body => ({
  paidAt: ago(values, 32),
  createdAt: ago(values, 33),
  chargeback: { status: 'open', createdAt: values.at, limitDate: null, finishedAt: null },
});
export const askedBack = (values: ExampleValues): Body => ({ paidAt: ago(values, 5), createdAt: ago(values, 6) });

const recurrence = (values: ExampleValues): Body => ({
  startsAt: ago(values, 30),
  nextDue: values.paidUntil,
  previousDue: values.at,
  lastDue: null,
  finishesAt: null,
  frequency: { type: 'month', value: 1 },
  charges: { total: null, current: 2 },
  isFinite: false,
  price: money(97.9),
});

const contractData = (status: string, values: ExampleValues, fields: Body = {}): Body => ({
  producer: { id: producer.id, name: producer.name, email: producer.email },
  products: [{ id: values.product, name: 'Oficina Inventada', deliveries: ['external'], plan: null, price: money(97.9), membershipFee: money(0) }],
  contract: {
    id: values.sale,
    status,
    payment: { method: 'creditCard', totalOfInstallments: null },
    trialDays: status === 'trial' ? 7 : 0,
    createdAt: ago(values, 30),
    updatedAt: values.at,
    contentAccess: { removeOnContractEnd: true, removeOnLatePayment: true },
    isPSL: false,
    recurrence: recurrence(values),
    ...fields,
  },
  customer: { name: values.name, email: values.email, phone: { countryCode: '55', areaCode: '31', number: '900001234' } },
  financialResponsible: null,
});

/** One of the events about a contract, in this status. */
export const contract =
  (name: string, status: string, fields: Body = {}) =>
  (values: ExampleValues): Body =>
    event(`myeduzz.contract_${name}`, values, contractData(status, values, fields));

/** The older envelope: no prefix, no id, and a time by another name. */
export const flatContract = (values: ExampleValues): Body => ({
  event: 'contract_updated',
  createdAt: values.at,
  metadata: { name: values.name, email: values.email, contractId: values.sale, productId: [values.product] },
  data: contractData('upToDate', values),
});

export const cart = (values: ExampleValues): Body =>
  event('sun.cart_abandonment', values, {
    productId: [values.product],
    buyer: { name: values.name, email: values.email, phone: '31900001234', cellphone: '31900001234' },
    offer: values.offer,
    createdAt: values.at,
  });

export const enrollment = (values: ExampleValues): Body =>
  event('nutror.enrollment_created', values, {
    course: { id: '1', title: 'Oficina Inventada' },
    learner: { name: values.name, email: values.email },
  });

export const commission = (values: ExampleValues): Body =>
  event('myeduzz.commission_processed', values, { saleId: values.charge, value: money(9.79) });

/** The ping as described by who met it; whether it has an id is not known. */
export const ping = (): Body => ({ event: 'ping', data: { message: 'ping' } });
