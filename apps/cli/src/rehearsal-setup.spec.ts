import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parseSettings } from '#runtime';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rehearsalGateways } from './rehearsal-channels.js';
import { prepareRehearsal, type Rehearsal } from './rehearsal-setup.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'catraca-rehearsal-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const settingsIn = (place: string) =>
  parseSettings(
    readFileSync(join(place, 'rehearsal.yaml'), 'utf8'),
    JSON.parse(readFileSync(join(place, 'rehearsal.json'), 'utf8')) as NodeJS.ProcessEnv,
  );

/** Whoever takes a port between two runs moves the second one. */
const withoutPorts = ({ variables }: Rehearsal): unknown => Object.fromEntries(Object.entries(variables).filter(([name]) => !name.endsWith('PORT')));

describe('what a rehearsal makes up', () => {
  test('is a configuration with a channel for every gateway, each with a secret of its own', async () => {
    await prepareRehearsal(join(folder, 'new'));
    const { settings, problems } = settingsIn(join(folder, 'new'));
    expect(problems).toEqual([]);
    const channels = Object.entries(settings?.channels ?? {});
    expect(channels.map(([name]) => name)).toEqual([...rehearsalGateways, 'cativa-users', 'cativa-badges', 'cativa-groups']);
    expect(new Set(channels.map(([, { secrets }]) => secrets[0])).size).toBe(channels.length);
    rehearsalGateways.forEach((name) => expect(settings?.channels[name]?.source).toBe(name));
  });

  test('lets those that leave something open be asked, on a port beside the community, the doors and nobody else', async () => {
    const { variables } = await prepareRehearsal(join(folder, 'asked'));
    const { REHEARSAL_GATEWAYS_PORT: port, REHEARSAL_CATIVA_PORT: cativa, PORT, ADMIN_PORT } = variables;
    const channels = Object.entries(settingsIn(join(folder, 'asked')).settings?.channels ?? {});
    const asked = channels.filter(([, { lookup }]) => lookup);
    expect(asked.map(([name]) => name).sort()).toEqual(['asaas', 'stripe']);
    asked.forEach(([, { lookup }]) => expect(lookup).toEqual({ key: variables['REHEARSAL_GATEWAY_KEY'], baseUrl: `http://127.0.0.1:${port}` }));
    expect(new Set([port, cativa, PORT, ADMIN_PORT]).size).toBe(4);
  });

  test('is found again', async () => {
    const first = await prepareRehearsal(join(folder, 'again'));
    const second = await prepareRehearsal(join(folder, 'again'));
    expect(second.password).toBe(first.password);
    expect(withoutPorts(second)).toEqual(withoutPorts(first));
  });

  test('by an earlier version stays, and what that one did not know is added', async () => {
    const { variables } = await prepareRehearsal(join(folder, 'new'));
    const known = Object.entries(variables).filter(([name]) => !name.startsWith('REHEARSAL_') || name === 'REHEARSAL_PASSWORD');
    const old = { ...Object.fromEntries(known), HOTMART_HOTTOK: 'hottok-of-an-earlier-version', REHEARSAL_PASSWORD: 'as-it-was' };
    const place = mkdtempSync(join(folder, 'old-'));
    writeFileSync(join(place, 'rehearsal.json'), JSON.stringify(old));
    const now = await prepareRehearsal(place);
    expect(now.variables).toMatchObject(old);
    expect(now.password).toBe('as-it-was');
    expect(settingsIn(place).problems).toEqual([]);
    expect(withoutPorts(await prepareRehearsal(place))).toEqual(withoutPorts(now));
  });
});
