import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startFakeCativa, type FakeCativa } from '../fake-cativa.js';
import type { FakeGateway } from '../fake-gateway.js';
import { startFakeGatewayApi, type FakeGatewayApi } from '../fake-gateway-api.js';
import { gatewayStories } from './gateway-stories.js';
import { stories } from './index.js';
import { playAll } from './play-all.js';
import type { Stage, Story } from './story.js';

let cativa: FakeCativa;
let gatewayApi: FakeGatewayApi;
beforeAll(async () => {
  cativa = await startFakeCativa({ key: 'cativa_live_of_the_tests', listeners: [] });
  gatewayApi = await startFakeGatewayApi({ key: 'key_to_ask_with_of_the_tests' });
});
afterAll(async () => {
  await cativa.close();
  await gatewayApi.close();
});

const on = (gateway: Stage['gateway'], told: string[] = []): Stage => ({
  ...{ cativa, gatewayApi, gateway, badge: 'premium', ingress: 'http://127.0.0.1:1', mails: () => [] },
  sells: ['hall', ...gatewayStories.map(({ channel }) => channel)],
  tell: (line) => told.push(line),
});

const story = (name: string, play: Story['play']): Story => ({ name, channel: 'hall', title: `About ${name}`, play });
const fine = async (): Promise<void> => Promise.resolve();
const silent: Stage['gateway'] = () => ({ send: async () => Promise.reject(new Error('nobody answers')) });

/** A Catraca that does to the community at once what a webhook asks for, and says so. */
const doing =
  (pays: string, body: unknown = { outcome: 'accepted' }): Stage['gateway'] =>
  (): FakeGateway => ({
    send: async (example, { email } = {}) => {
      const { id = '' } = cativa.members().find((member) => member.email === email) ?? {};
      if (example === pays) cativa.giveByHand(id, 'premium');
      else cativa.takeByHand(id, 'premium');
      return Promise.resolve({ status: 200, body, ms: 1 });
    },
  });

describe('stories', () => {
  test('that all end well leave nothing to say', async () => {
    const told: string[] = [];
    expect(await playAll([story('one', fine), story('two', fine)], on(silent, told))).toEqual([]);
    expect(told).toEqual(['\nAbout one', '\nAbout two']);
  });

  test('go on after one that did not end well, which is named with its reason', async () => {
    const told: string[] = [];
    const bad = story('two', async () => Promise.reject(new Error('the badge never came')));
    expect(await playAll([story('one', fine), bad, story('three', fine)], on(silent, told))).toEqual(['two: the badge never came']);
    expect(told).toEqual(['\nAbout one', '\nAbout two', '  This did not end as it should: the badge never came', '\nAbout three']);
  });

  test('whose product the catalog does not sell are named and not played', async () => {
    const told: string[] = [];
    const elsewhere = ['Two', 'Three'].map((name) => ({ ...story(name, fine), channel: name.toLowerCase() }));
    expect(await playAll([story('one', fine), ...elsewhere], on(silent, told))).toEqual([]);
    const because = "The catalog was changed and does not give the rehearsal's badge for their product.";
    expect(told).toEqual(['\nAbout one', `\nNot played: Two, Three. ${because}`]);
  });

  test('of every gateway say so when it is not heard at all', async () => {
    const failures = await playAll(stories, on(silent));
    expect(failures).toEqual(stories.map(({ name }) => `${name}: nobody answers`));
  });
});

describe('a purchase and its refund', () => {
  test.each(gatewayStories.map((sold, index) => [sold.gateway, sold, stories[index] ?? story('none', fine)] as const))(
    'at %s are played where the badge comes and goes',
    async (_, { pays }, played) => {
      expect(await playAll([played], on(doing(pays.example)))).toEqual([]);
    },
  );

  test.each([
    [{ outcome: 'parked' }, '{"outcome":"parked"}'],
    ['Bad Gateway', '"Bad Gateway"'],
    [null, 'null'],
  ])('are not waited for when the webhook brings nothing new: %j', async (body, shown) => {
    expect(await playAll(stories.slice(0, 1), on(doing('purchase-approved', body)))).toEqual([`Hotmart: the webhook was answered 200 ${shown}`]);
  });

  test('name people and sales that no earlier run had', async () => {
    const sent: unknown[] = [];
    const listening: Stage['gateway'] = () => ({
      send: async (_, values = {}) => {
        sent.push(values.email, values.charge);
        return Promise.reject(new Error('heard enough'));
      },
    });
    await playAll([...stories, ...stories], on(listening));
    expect(new Set(sent).size).toBe(stories.length * 4);
    expect(sent).not.toContain(undefined);
  });
});
