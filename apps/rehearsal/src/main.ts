import { loadSettings, closeOnSignal, explain } from '#runtime';
import { sources } from '#sources';
import { join } from 'node:path';
import { startFakeCativa, type FakeCativa } from './fake-cativa.js';
import { fakeGateway } from './fake-gateway.js';
import { recall, remember } from './remembered.js';
import { stories } from './stories/index.js';

/** What the process that started us asks: play, now that the ingress answers there and the catalog opens this badge. */
interface Play {
  readonly play: { readonly ingress: string; readonly badge: string };
}

const isPlay = (message: unknown): message is Play => typeof message === 'object' && message !== null && 'play' in message;

const tell = (line: string): void => {
  process.stdout.write(`${line}\n`);
};

const playAll = async (cativa: FakeCativa, { play: { ingress, badge } }: Play): Promise<void> => {
  const secret = settings.channels['hotmart']?.secrets[0] ?? '';
  const hotmart = fakeGateway({ url: ingress, source: sources.hotmart, channel: 'hotmart', secret });
  for (const { title, play } of stories) {
    tell(`\n${title}`);
    await play({ cativa, hotmart, badge, tell });
  }
};

const settings = loadSettings(process.env);
const { api } = settings.cativa;
const listeners = Object.entries(settings.channels)
  .filter(([, { source }]) => source === 'cativa')
  .map(([name, { event = '', secrets }]) => ({
    event,
    url: `http://127.0.0.1:${settings.environment.PORT}/webhooks/${name}`,
    secret: secrets[0] ?? '',
  }));

try {
  const cativa = await startFakeCativa({ port: Number(new URL(api?.baseUrl ?? '').port), key: api?.key ?? '', listeners });
  const community = join(settings.dataFolder, 'rehearsal-community.json');
  recall(cativa, community);
  closeOnSignal(async () => {
    remember(cativa, community);
    await cativa.close();
  });
  process.on('message', (message) => {
    if (!isPlay(message)) return;
    playAll(cativa, message).then(
      () => process.send?.({ played: true }),
      (error: unknown) => process.send?.({ played: false, because: explain(error) }),
    );
  });
  process.send?.({ ready: 'rehearsal', url: cativa.url });
} catch (error) {
  process.stderr.write(`catraca rehearsal: ${explain(error)}\n`);
  process.exit(1);
}
