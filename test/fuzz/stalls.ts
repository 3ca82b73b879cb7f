import fc from 'fast-check';
import { connect, type Socket } from 'node:net';
import { bufferOf, bytesOf, type Bytes } from './bytes.js';
import { Fault } from './engine.js';

/** Somebody who begins to say something, says no more, and never hangs up. */
export interface Stall {
  readonly kind: 'stall';
  readonly says: Bytes;
}

const BEGINNINGS = [
  '',
  'POST',
  'POST /webhooks/hotmart HTTP/1.1\r\nhost: x\r\n',
  'POST /webhooks/hotmart HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n',
  'POST /webhooks/hotmart HTTP/1.1\r\nhost: x\r\ncontent-length: 1000000\r\n\r\n{"event":',
  'POST /webhooks/hotmart HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n100\r\n{"eve',
  'GET /health/live HTTP/1.1\r\nhost: x\r\n\r\nGET /health',
];
export const stalls: fc.Arbitrary<Stall> = fc
  .tuple(fc.constantFrom(...BEGINNINGS), fc.constantFrom(0, 0, 0, 50_000))
  .map(([text, more]) => ({ kind: 'stall' as const, says: bytesOf(Buffer.from(text + ' '.repeat(more))) }));

interface Held {
  readonly says: string;
  readonly socket: Socket;
  readonly since: number;
  gone: boolean;
}

/** As many as are held at a time; the oldest hang up for the next. */
const MOST = 1000;
/** A request may take 30 s, and a clock that ticks every 30 s looks after it; and the last word. */
const LONGEST_MS = 75_000;

const nameOf = ({ says, since, socket }: Held): string =>
  `${JSON.stringify(says)} for ${Math.round(performance.now() - since)} ms${socket.readableEnded ? ', refused' : ''}`;

/** Keeps them, and finds out whether the door got rid of those that took too long. */
export const stalling = (port: number) => {
  const held: Held[] = [];
  return {
    begin: async ({ says }: Stall): Promise<void> => {
      const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
      const one: Held = { says: bufferOf(says).subarray(0, 120).toString('latin1'), socket, since: performance.now(), gone: false };
      socket.on('error', () => (one.gone = true)).on('close', () => (one.gone = true));
      socket.resume();
      held.push(one);
      await new Promise<void>((said) => void socket.write(bufferOf(says), () => said()));
      if (held.length > MOST) held.shift()?.socket.destroy();
    },
    /** Whoever was refused and has not hung up finds that out by saying one thing more. */
    check: (): void => {
      for (const one of held.filter(({ socket }) => socket.readableEnded)) one.socket.write('x');
      const old = held.filter(({ gone, since }) => !gone && performance.now() - since > LONGEST_MS);
      if (old.length > 0) throw new Fault(`connections were held for longer than ${LONGEST_MS} ms: ${old.map(nameOf).join('; ')}`);
    },
    count: () => held.filter(({ gone }) => !gone).length,
    close: () => held.forEach(({ socket }) => socket.destroy()),
  };
};
