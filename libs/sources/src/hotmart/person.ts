import { fullName, personalOf } from '../shared/address.js';
import type { KeyedFact } from '../source.js';
import type { Buyer, Subscriber } from './payload.js';

type Personal = Pick<KeyedFact, 'personal'>;

/** Some numbers are sent with their area code and some beside it (seen both ways in production). */
const phoneWith = (code: string | undefined, phone: string | undefined): string | undefined =>
  phone === undefined || code === undefined || phone.startsWith(code) ? phone : code + phone;

export const personalOfBuyer = ({ email, name, first_name, last_name, ...numbers }: Buyer = {}): Personal =>
  personalOf({
    email,
    name: name ?? fullName(first_name, last_name),
    phone: phoneWith(numbers.checkout_phone_code, numbers.checkout_phone) ?? numbers.phone,
    document: numbers.document,
  });

export const personalOfSubscriber = ({ email, name, phone = {} }: Omit<Subscriber, 'code'>): Personal =>
  personalOf({ email, name, phone: phoneWith(phone.dddCell, phone.cell) ?? phoneWith(phone.dddPhone, phone.phone) });
