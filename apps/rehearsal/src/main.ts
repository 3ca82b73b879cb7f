import { loadSettings, closeOnSignal, explain } from '#runtime';
import { sources, type Source } from '#sources';
import { join } from 'node:path';
import { startFakeCativa } from './fake-cativa.js';
import { startFakeGatewayApi } from './fake-gateway-api.js';
import { mailPage } from './fake-mail-page.js';
import { startFakeMailServer } from './fake-mail-server.js';
import { fakeGateway, type FakeGateway } from './fake-gateway.js';
import { recall, remember } from './remembered.js';
import { stories } from './stories/index.js';
import { playAll } from './stories/play-all.js';
import type { Stage } from './stories/story.js';

/** What the process that started us asks: play, now that the ingress answers there and the catalog opens this badge for what these channels sell. */
interface Play {
  readonly play: { readonly ingress: string; readonly badge: string; readonly sells: readonly string[] };
}

const isPlay = (message: unknown): message is Play => typeof message === 'object' && message !== null && 'play' in message;

const tell = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const portOf = (url = ''): number => Number(new URL(url).port);

const gatewayOf = (url: string, channel: string): FakeGateway => {
  const { source: name, secrets: [secret] = [] } = settings.channels[channel] ?? {};
  const source = Object.values<Source>(sources).find((known) => known.name === name);
  if (!source || secret === undefined) throw new Error(`The rehearsal has no channel ${channel}`);
  return fakeGateway({ url, source, channel, secret });
};

const answerPlay = async ({ play: { ingress, badge, sells } }: Play, stage: Pick<Stage, 'cativa' | 'gatewayApi' | 'mails'>): Promise<void> => {
  const failures = await playAll(stories, { ...stage, ingress, gateway: (channel) => gatewayOf(ingress, channel), badge, sells, tell });
  process.send?.({ played: failures.length === 0, because: failures.join('; ') });
};

const settings = loadSettings(process.env);
const { api } = settings.cativa;
const lookup = Object.values(settings.channels).find((channel) => channel.lookup)?.lookup;
const listeners = Object.entries(settings.channels)
  .filter(([, { source }]) => source === 'cativa')
  .map(([name, { event = '', secrets }]) => ({
    event,
    url: `http://127.0.0.1:${settings.environment.PORT}/webhooks/${name}`,
    secret: secrets[0] ?? '',
  }));

try {
  const mail = await startFakeMailServer({ port: portOf(settings.mail?.smtp) });
  const mails = (): string => mailPage(mail.mails);
  const cativa = await startFakeCativa({ port: portOf(api?.baseUrl), key: api?.key ?? '', listeners, mails });
  const gatewayApi = await startFakeGatewayApi({ port: portOf(lookup?.baseUrl), key: lookup?.key ?? '' });
  const community = join(settings.dataFolder, 'rehearsal-community.json');
  recall(cativa, community);
  closeOnSignal(async () => {
    remember(cativa, community);
    await Promise.all([cativa.close(), gatewayApi.close(), mail.close()]);
  });
  process.on('message', (message) => {
    if (isPlay(message)) void answerPlay(message, { cativa, gatewayApi, mails: () => mail.mails });
  });
  process.send?.({ ready: 'rehearsal', url: cativa.url });
} catch (error) {
  process.stderr.write(`catraca rehearsal: ${explain(error)}\n`);
  process.exit(1);
}
