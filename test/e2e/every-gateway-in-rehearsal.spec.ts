import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sources, type Source } from '#sources';
import { rehearsalMappings } from '../../apps/cli/src/rehearsal-catalog.js';
import { gatewayChannels, inventedSecrets, rehearsalGateways } from '../../apps/cli/src/rehearsal-channels.js';
import { startFakeGatewayApi, type FakeGatewayApi } from '../../apps/rehearsal/src/fake-gateway-api.js';
import { startFakeMailServer, type FakeMailServer } from '../../apps/rehearsal/src/fake-mail-server.js';
import { fakeGateway } from '../../apps/rehearsal/src/fake-gateway.js';
import { gatewayStories } from '../../apps/rehearsal/src/stories/gateway-stories.js';
import { stories } from '../../apps/rehearsal/src/stories/index.js';
import { playAll } from '../../apps/rehearsal/src/stories/play-all.js';
import { purchaseAndRefund } from '../../apps/rehearsal/src/stories/purchase-and-refund.js';
import type { Stage } from '../../apps/rehearsal/src/stories/story.js';
import { freePort } from '../support/claim-page.js';
import { holdsTogether, openHouse, SECRETS, type House } from '../support/house.js';

const BADGE = 'premium';
const made: Readonly<Record<string, string>> = { ...inventedSecrets(), ...SECRETS };
const others = rehearsalGateways.filter((name) => name !== 'hotmart');

let api: FakeGatewayApi;
let mail: FakeMailServer;
let house: House;
let stage: Omit<Stage, 'tell'>;

const gateway: Stage['gateway'] = (channel) => {
  const secret = house.runtime.settings.channels[channel]?.secrets[0] ?? '';
  const source = Object.values<Source>(sources).find(({ name }) => name === channel);
  if (!source) throw new Error(`no source is called ${channel}`);
  return fakeGateway({ url: house.url, source, channel, secret });
};

beforeAll(async () => {
  api = await startFakeGatewayApi({ key: made['REHEARSAL_GATEWAY_KEY'] ?? '' });
  mail = await startFakeMailServer();
  const port = await freePort();
  const people = `mail: { from: "Academy <hello@academy.example>", smtp: "\${SMTP_URL}" }\nclaim: { publicUrl: "http://127.0.0.1:${port}" }\n`;
  house = await openHouse({ channels: gatewayChannels(others, api.url) + people, secrets: { ...made, SMTP_URL: mail.url }, port });
  for (const { product } of rehearsalMappings()) await house.map({ premium: [BADGE] }, { product });
  stage = { cativa: house.cativa, gateway, gatewayApi: api, badge: BADGE, sells: rehearsalGateways, ingress: house.url, mails: () => mail.mails };
});
afterAll(async () => {
  await house.close();
  await api.close();
  await mail.close();
});

/** Without the numbers that differ from run to run. */
const inWords = (line: string): string =>
  line
    .trim()
    .replace(/[\d.]+ ms/g, '_ ms')
    .replace(/\d{7}/, '_');

test('every gateway that can post has a story', () => {
  expect(gatewayStories.map(({ channel }) => channel).sort()).toEqual([...rehearsalGateways].sort());
});

describe('a purchase and its refund', () => {
  test.each(gatewayStories.map((sold) => [sold.gateway, sold] as const))('at %s: the badge comes, and goes', async (name, sold) => {
    const told: string[] = [];
    await purchaseAndRefund(sold).play({ ...stage, tell: (line) => told.push(inWords(line)) });
    const [first = ''] = sold.buyer.split(' ');
    expect(told).toEqual([
      `_ ms  ${first} (${first.toLowerCase()}._@example.com) signs up in the community; Cativa's webhook is stored`,
      `_ ms  ${name} says ${sold.pays.called}; answered 200 in _ ms, after the commit`,
      `_ ms  ${first} has the badge, _ ms after the answer`,
      `_ ms  ${name} says ${sold.refunds.called}; answered 200 in _ ms`,
      '_ ms  the badge is gone, _ ms after the answer',
    ]);
  });

  test('Asaas was asked who paid, once, and nobody else was asked anything', () => {
    expect(api.asked).toEqual(['GET /v3/customers/cus_000000001111']);
  });

  test('all of them once more, on the same log', async () => {
    const told: string[] = [];
    expect(await playAll(stories, { ...stage, tell: (line) => told.push(line) })).toEqual([]);
    expect(told.filter((line) => line.startsWith('\n'))).toEqual(stories.map(({ title }) => `\n${title}`));
  });

  test('and in the end the tables are what the log says, and Cativa is what the tables say', async () => {
    await house.settled();
    expect(await holdsTogether(house)).toEqual({ differences: 0, drifting: [] });
  });
});
