import { Block, Id, Text } from '../shared/fields.js';
import { shaped } from '../shared/shape.js';

class TestProduct {
  @Id() readonly id?: string;
  @Id() readonly ucode?: string;
  @Text() readonly name?: string;
}

class TestPerson {
  @Id() readonly code?: string;
  @Text() readonly email?: string;
}

class TestPurchase {
  @Id() readonly transaction?: string;
}

class TestSubscription {
  @Id() readonly subscriber_code?: string;
  @Block(() => TestProduct) readonly product?: TestProduct;
  @Block(() => TestPerson) readonly subscriber?: TestPerson;
  @Block(() => TestPerson) readonly user?: TestPerson;
}

/** Every place where one of Hotmart's invented values may stand. */
class Marks {
  @Block(() => TestProduct) readonly product?: TestProduct;
  @Block(() => TestPerson) readonly buyer?: TestPerson;
  @Block(() => TestPerson) readonly subscriber?: TestPerson;
  @Block(() => TestPurchase) readonly purchase?: TestPurchase;
  @Block(() => TestSubscription) readonly subscription?: TestSubscription;
}

/** The values of Hotmart's "send test" events, which have not changed since 2022. */
const PRODUCTS: readonly unknown[] = ['0', '00000', 'fb056612-bcc6-4217-9e6d-2a5d1110ac2f'];
const PRODUCT_NAME = 'Produto test postback2';
const TRANSACTIONS: readonly unknown[] = ['HP16015479281022', 'HP1121336654889', 'HP09915534436216', 'HP06915537991395'];
const BUYER = 'testecomprador271101postman15@example.com';
const SUBSCRIBER = 'I9OT62C3';
/** Each of these alone could be somebody's real one; together with what it always comes with it is no accident. */
const COMPANY: ReadonlyMap<unknown, string> = new Map([
  ['0000aaaa', '788921'],
  ['00000000', 'test@hotmart.com'],
  ['9W2LNSG4', 'teste@hotmart.com.br'],
]);

const isTestProduct = ({ id, ucode, name = '' }: TestProduct): boolean =>
  PRODUCTS.includes(id) || PRODUCTS.includes(ucode) || name.startsWith(PRODUCT_NAME);

/** Whoever bought, wherever this kind of event names them. */
const peopleIn = ({ buyer, subscriber, subscription }: Marks): readonly TestPerson[] =>
  [buyer, subscriber, subscription?.subscriber, subscription?.user].filter((person) => person !== undefined);

const isTestCode = (code: string | undefined, company: readonly unknown[]): boolean =>
  code === SUBSCRIBER || company.includes(COMPANY.get(code) ?? 'nothing');

const isTestBuyer = (marks: Marks): boolean => {
  const people = peopleIn(marks);
  const company = [marks.product?.id, ...people.map(({ email }) => email)];
  const codes = [marks.subscription?.subscriber_code, ...people.map(({ code }) => code)];
  return people.some(({ email }) => email?.toLowerCase() === BUYER) || codes.some((code) => isTestCode(code, company));
};

/** A test carries the account's real token, so only its invented values tell it from a sale. */
export const isTestEvent = (data: unknown): boolean => {
  const marks = shaped(Marks, data);
  if (!marks.ok) return false;
  const { product = {}, purchase, subscription } = marks.value;
  const products = [product, subscription?.product ?? {}];
  return products.some(isTestProduct) || TRANSACTIONS.includes(purchase?.transaction) || isTestBuyer(marks.value);
};
