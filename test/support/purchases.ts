import { exampleValues, sources } from '#sources';

/** One webhook made ahead, so that sending costs the generator next to nothing. `charge` is its meaning: no two are alike. */
export interface Prepared {
  readonly charge: string;
  readonly body: Buffer;
  readonly headers: Readonly<Record<string, string>>;
}

/** Distinct, signed purchases as Hotmart would send them: other buyer, other sale, other charge each time. */
export const preparePurchases = (count: number, secret: string): readonly Prepared[] => {
  const { hotmart } = sources;
  const now = new Date();
  const base = exampleValues({}, now);
  return Array.from({ length: count }, (_, index) => {
    const id = String(index).padStart(9, '0');
    const charge = `HP9${id}`;
    const values = { ...base, id: `bench-${id}`, sale: `S${id}`, charge, email: `buyer-${id}@bench.example`, name: `Buyer ${id}` };
    const signed = hotmart.sign(Buffer.from(JSON.stringify(hotmart.examples['purchase-approved']?.body(values))), secret, now);
    return { charge, body: signed.body, headers: { ...signed.headers, 'content-length': String(signed.body.length) } };
  });
};
