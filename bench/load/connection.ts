import { connect, type Socket } from 'node:net';

/** Status of a request that got no answer at all. */
export const NO_ANSWER = 0;

/** Hears the whole answer, or none. */
export type Hear = (status: number, body: string) => void;

/** A connection that carries one request at a time, as HTTP/1.1 does. */
export interface Connection {
  send(request: string, hear: Hear): void;
  close(): void;
}

const HEAD_END = '\r\n\r\n';

/** Status and body, or undefined while the answer is not whole. Answers carry their length, or nothing at all. */
const wholeAnswer = (text: string): { status: number; body: string } | undefined => {
  const end = text.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const length = Number(/^content-length: *(\d+)/im.exec(text.slice(0, end))?.[1] ?? 0);
  const body = text.slice(end + HEAD_END.length);
  return body.length < length ? undefined : { status: Number(text.slice(9, 12)), body };
};

/** Opens a connection that opens itself again when it was lost; what was under way then has no answer. */
export const openConnection = (port: number): Connection => {
  let [heard, hearing]: [string, Hear | undefined] = ['', undefined];
  let socket: Socket | undefined;

  const settle = (status: number, body: string): void => {
    const hear = hearing;
    [heard, hearing] = ['', undefined];
    hear?.(status, body);
  };
  const opened = (): Socket => {
    const fresh = connect({ port, host: '127.0.0.1', noDelay: true }).setEncoding('latin1');
    fresh.on('data', (chunk: string) => {
      heard += chunk;
      const answer = wholeAnswer(heard);
      if (answer) settle(answer.status, answer.body);
    });
    fresh.on('error', () => undefined);
    fresh.on('close', () => {
      if (socket === fresh) socket = undefined;
      settle(NO_ANSWER, '');
    });
    return fresh;
  };
  return {
    send: (request, hear) => {
      hearing = hear;
      socket ??= opened();
      socket.write(request, 'latin1');
    },
    close: () => socket?.destroy(),
  };
};
