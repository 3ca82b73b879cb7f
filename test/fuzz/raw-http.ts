import { connect, type Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** One answer as it came over the wire. */
export interface Answer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/** What is said on a connection, and when it is over: when the other side hangs up, or as `until` says. */
export interface Talk {
  readonly pieces: readonly Buffer[];
  /** Milliseconds between pieces. */
  readonly pace?: number;
  /** How many answers there will be; `quiet`: when nothing more comes for a moment; `rude`: as soon as all is said. */
  readonly until: number | 'quiet' | 'rude';
}

const HEAD = /HTTP\/1\.1 (\d{3})[^\r\n]*\r\n((?:[^\r\n]+\r\n)*)\r\n/y;

const lengthIn = (head: string): number => Number(/^content-length: (\d+)\r$/im.exec(head)?.[1] ?? 0);

/** The answers in what came back, the last one only if it is whole. Latin-1, so that characters are bytes. */
export const answersIn = (heard: string): readonly Answer[] => {
  const answers: Answer[] = [];
  for (let at = 0; at < heard.length;) {
    HEAD.lastIndex = at;
    const found = HEAD.exec(heard);
    if (!found) break;
    const [all, status = '', head = ''] = found;
    at += all.length;
    // An answer to HEAD tells a length and has no body.
    const length = heard.startsWith('HTTP/1.1 ', at) ? 0 : lengthIn(head);
    if (at + length > heard.length) break;
    answers.push({ status: Number(status), head, body: heard.slice(at, at + length) });
    at += length;
  }
  return answers.filter(({ status }) => status !== 100);
};

/** Longer than any answer takes on a busy machine; a talk that needs an answer and has none by then is a fault. */
const PATIENCE_MS = 20_000;
const QUIET_MS = 100;

const isOver = (socket: Socket): boolean => socket.destroyed || socket.readableEnded;

const saidAll = async (socket: Socket, { pieces, pace }: Talk): Promise<void> => {
  for (const piece of pieces) {
    if (isOver(socket)) return;
    await new Promise<void>((done) => void socket.write(piece, () => done()));
    if (pace !== undefined && pace > 0) await pause(pace);
  }
};

/** Talks, and gives the answers that came. */
export const talk = async (port: number, said: Talk): Promise<readonly Answer[]> => {
  const socket = connect({ port, host: '127.0.0.1' });
  const closed = new Promise<void>((done) => void socket.once('close', () => done()));
  let [heard, last] = ['', 0];
  socket.on('error', () => undefined);
  socket.setEncoding('latin1').on('data', (text: string) => {
    heard += text;
    last = performance.now();
  });
  const isEnough = (since: number): boolean => {
    if (said.until === 'rude') return true;
    if (said.until === 'quiet') return performance.now() - Math.max(last, since) > QUIET_MS;
    return answersIn(heard).length >= said.until || performance.now() - since > PATIENCE_MS;
  };
  await Promise.race([saidAll(socket, said), closed]);
  for (const since = performance.now(); !isEnough(since) && !socket.destroyed;) await Promise.race([closed, pause(4)]);
  socket.destroy();
  await closed;
  return answersIn(heard);
};
