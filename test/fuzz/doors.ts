import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What may be found at an address that somebody gives to `catraca send`. `loud` answers anything, `mute` takes everything and never answers. */
export interface Doors {
  readonly loud: string;
  readonly mute: string;
  close(): void;
}

const ANSWERS: readonly (readonly [number, string, string])[] = [
  [200, 'application/json', '{"outcome":"accepted","delivery":null}'],
  [401, 'application/problem+json', '{"title":"Unauthorized","status":401}'],
  [503, 'text/html', '<html><body>\u001b[31mno</body></html>'],
  [500, 'application/json', '{"a":'],
  [200, 'application/json', 'null'],
  [413, 'application/json', '"\\u001b[2J\\n\\u009b31m"'],
  [204, 'text/plain', ''],
  [400, 'application/json', JSON.stringify({ detail: 'x'.repeat(100_000) })],
];

const listening = async (server: Server): Promise<string> => {
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', () => ready()));
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
};

export const openDoors = async (): Promise<Doors> => {
  let asked = 0;
  const loud = createServer((request, response) => {
    request.resume();
    const [status, type, body] = ANSWERS[asked++ % ANSWERS.length] ?? [200, 'text/plain', ''];
    response.writeHead(status, { 'content-type': type }).end(body);
  });
  const mute = createServer((request) => void request.resume());
  const [loudUrl, muteUrl] = [await listening(loud), await listening(mute)];
  return {
    loud: loudUrl,
    mute: muteUrl,
    close: () =>
      [loud, mute].forEach((server) => {
        server.closeAllConnections();
        server.close();
      }),
  };
};
