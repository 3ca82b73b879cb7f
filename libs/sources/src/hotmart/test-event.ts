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
const TRANSACTIONS: readonly unknown[] = ['HP16015479281022', 'HP1121336654889', 'HP09915534436216', 'HP06915537991395'];
const BUYER = 'testecomprador271101postman15@example.com';
const SUBSCRIBER = 'I9OT62C3';
const NAME = 'Produto test postback2';

const isTestProduct = ({ id, ucode, name = '' }: TestProduct): boolean => PRODUCTS.includes(id) || PRODUCTS.includes(ucode) || name.startsWith(NAME);

/** Other values of theirs could be somebody's real ones, so that they count only in the company that they always keep. */
const isTestSubscriber = (code: string | undefined, product: string | undefined, email = ''): boolean =>
  code === SUBSCRIBER ||
  (code === '0000aaaa' && product === '788921') ||
  (code === '00000000' && email === 'test@hotmart.com') ||
  (code === '9W2LNSG4' && email === 'teste@hotmart.com.br');

/** A test carries the account's real token, so only its invented values tell it from a sale. */
export const isTestEvent = (data: unknown): boolean => {
  const read = shaped(Marks, data);
  if (!read.ok) return false;
  const { product = {}, buyer, subscriber, purchase, subscription } = read.value;
  const code = subscription?.subscriber_code ?? subscription?.subscriber?.code ?? subscriber?.code;
  return (
    isTestProduct(product) ||
    isTestProduct(subscription?.product ?? {}) ||
    TRANSACTIONS.includes(purchase?.transaction ?? '') ||
    buyer?.email?.toLowerCase() === BUYER ||
    isTestSubscriber(code, product.id, subscription?.user?.email ?? subscriber?.email)
  );
};
