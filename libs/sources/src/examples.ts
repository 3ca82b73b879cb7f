import { FORM, type Example, type ExampleValues, type Signed, type Source } from './source.js';

const DAY = 86_400_000;

/** The values of an example where nobody says otherwise; sale, charge and event differ from one millisecond to the next. */
export const exampleDefaults = (now: Date): ExampleValues => {
  const time = now.getTime();
  const badge = 'a1f0c3d2-5b6e-4c7a-7d10-08de5c1b2a90';
  return {
    id: `0e5a7c1e-0000-4000-8000-${time.toString(16).padStart(12, '0')}`,
    sale: time.toString(36).toUpperCase(),
    charge: `HP${time}`,
    product: '4100234',
    plan: '710045',
    offer: 'k3v9exmp',
    email: 'Ana.Exemplo@example.com',
    name: 'Ana Exemplo',
    at: now.toISOString(),
    paidUntil: new Date(time + 30 * DAY).toISOString(),
    member: 'b7e2d4c6-8a9f-4e1b-7c20-08de5c1b2a91',
    badge,
    badges: [badge],
  };
};

/** The defaults with some values of one's own; a badge of one's own is the one that the member holds. */
export const exampleValues = (overrides: Partial<ExampleValues>, now: Date): ExampleValues => {
  const values = { ...exampleDefaults(now), ...overrides };
  return { ...values, badges: overrides.badges ?? [values.badge] };
};

const formText = (body: unknown): string =>
  new URLSearchParams(
    Object.entries(Object(body) as Record<string, unknown>).map(([name, value]): [string, string] => [name, String(value)]),
  ).toString();

/** An example as the bytes that go over the wire, not signed yet. */
export const exampleBytes = ({ contentType, body }: Example, values: ExampleValues): Buffer =>
  Buffer.from(contentType === FORM ? formText(body(values)) : JSON.stringify(body(values)), 'utf8');

/** An example exactly as the system would send it at `now`: bytes, headers and query. */
export const signedExample = (source: Source, example: Example, values: ExampleValues, { secret, now }: { secret: string; now: Date }): Signed =>
  source.sign(exampleBytes(example, values), secret, now, example.contentType);
