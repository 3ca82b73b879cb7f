import { exampleValues, signedExample, type ExampleValues, type Source } from '#sources';

export interface FakeGatewayOptions {
  /** Where the ingress listens, without `/webhooks`. */
  readonly url: string;
  readonly source: Source;
  readonly channel: string;
  readonly secret: string;
}

/** What the ingress said, and how long it took. */
export interface GatewayAnswer {
  readonly status: number;
  /** Parsed JSON, or text when it is none. */
  readonly body: unknown;
  readonly ms: number;
}

export interface FakeGateway {
  /** Posts one of the source's examples, signed as the system itself would; `now` is the moment of signing. */
  send(exampleName: string, values?: Partial<ExampleValues>, now?: Date): Promise<GatewayAnswer>;
}

const TIMEOUT_MS = 30_000;

/** A payment gateway, or Cativa, as seen from the ingress. */
export const fakeGateway = ({ url, source, channel, secret }: FakeGatewayOptions): FakeGateway => ({
  send: async (exampleName, values = {}, now = new Date()) => {
    const example = source.examples[exampleName];
    if (!example) throw new Error(`${source.name} has no example ${exampleName}; it has ${Object.keys(source.examples).join(', ')}`);
    const signed = signedExample(source, example, exampleValues(values, now), { secret, now });
    const address = new URL(`${url.replace(/\/+$/, '')}/webhooks/${encodeURIComponent(channel)}`);
    Object.entries(signed.query).forEach(([name, value]) => address.searchParams.set(name, value));
    const headers = { 'content-type': source.contentTypes[0] ?? 'application/json', ...signed.headers };
    const started = performance.now();
    const request = { method: 'POST', headers, body: new Uint8Array(signed.body), signal: AbortSignal.timeout(TIMEOUT_MS) };
    const answer = await fetch(address, request);
    const text = await answer.text();
    return { status: answer.status, body: parsed(text), ms: performance.now() - started };
  },
});

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
};
