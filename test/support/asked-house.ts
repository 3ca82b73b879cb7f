import { fakeGateway, type FakeGateway } from '../../apps/rehearsal/src/fake-gateway.js';
import { startFakeGatewayApi, type FakeGatewayApi } from '../../apps/rehearsal/src/fake-gateway-api.js';
import { sources } from '#sources';
import { openHouse, type House, type HouseOptions } from './house.js';

const API_KEY = 'key_to_ask_with_of_the_tests';
const SECRETS = { STRIPE_SECRET: 'whsec_stripe_of_the_tests', ASAAS_TOKEN: 'asaas-token-of-the-tests', API_KEY };

const channel = (name: string, source: string, secret: string, url?: string): string =>
  `  ${name}: { source: ${source}, secrets: ["\${${secret}}"]${url ? `, lookup: { key: "\${API_KEY}", baseUrl: "${url}" }` : ''} }\n`;

/** A house before a Stripe and an Asaas that can be asked, and a channel of Stripe's for which there is no key. */
export interface AskedHouse {
  readonly house: House;
  readonly api: FakeGatewayApi;
  readonly stripe: FakeGateway;
  readonly asaas: FakeGateway;
  readonly keyless: FakeGateway;
  close(): Promise<void>;
}

export const openAskedHouse = async (options: HouseOptions = {}): Promise<AskedHouse> => {
  const api = await startFakeGatewayApi({ key: API_KEY });
  const channels = [
    channel('stripe', 'stripe', 'STRIPE_SECRET', api.url),
    channel('asaas', 'asaas', 'ASAAS_TOKEN', api.url),
    channel('keyless', 'stripe', 'STRIPE_SECRET'),
  ];
  const house = await openHouse({ ...options, channels: channels.join(''), secrets: SECRETS });
  const { url } = house;
  return {
    house,
    api,
    stripe: fakeGateway({ url, source: sources.stripe, channel: 'stripe', secret: SECRETS.STRIPE_SECRET }),
    asaas: fakeGateway({ url, source: sources.asaas, channel: 'asaas', secret: SECRETS.ASAAS_TOKEN }),
    keyless: fakeGateway({ url, source: sources.stripe, channel: 'keyless', secret: SECRETS.STRIPE_SECRET }),
    close: async () => {
      await house.close();
      await api.close();
    },
  };
};

/** A kept delivery as the log has it. */
export interface KeptRow {
  readonly id: string;
  readonly outcome: string;
  readonly notes: readonly string[];
  readonly ask: { readonly of: string; readonly id: string } | null;
  readonly received: string;
}

const KEPT = `select id, outcome, notes, ask, received_at::text as received from deliveries
  where position(convert_to($1, 'utf8') in body) > 0 order by id`;

/** The deliveries that mention something, in the order in which they were kept. */
export const keptAbout = async ({ runtime }: House, word: string): Promise<readonly KeptRow[]> => {
  const { rows } = await runtime.pool.query<KeptRow>(KEPT, [word]);
  return rows;
};
