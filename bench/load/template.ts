import { exampleValues, sources } from '#sources';

/** A request, byte for byte as latin1, cut where its number belongs: every number of nine digits put between the parts makes another sale. */
export interface Template {
  readonly head: string;
  readonly parts: readonly string[];
}

const PLACE = '@########';
const DIGITS = PLACE.length;

export const numbered = (index: number): string => String(index).padStart(DIGITS, '0');

/** The charge of a numbered sale: its meaning, no two alike. */
export const chargeOf = (index: number): string => `HP9${numbered(index)}`;

/** Hotmart's word that a sale was paid, with its token: other event, buyer, sale and charge each time, always of one length. */
export const purchaseTemplate = (path: string, secret: string): Template => {
  const now = new Date();
  const values = {
    ...exampleValues({}, now),
    id: `bench-${PLACE}`,
    sale: `S${PLACE}`,
    charge: `HP9${PLACE}`,
    email: `buyer-${PLACE}@bench.example`,
    name: `Buyer ${PLACE}`,
  };
  const body = Buffer.from(JSON.stringify(sources.hotmart.examples['purchase-approved']?.body(values)));
  const signed = sources.hotmart.sign(body, secret, now);
  const headers = { host: '127.0.0.1', ...signed.headers, 'content-length': String(signed.body.length) };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  return { head: `POST ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, parts: signed.body.toString('latin1').split(PLACE) };
};
