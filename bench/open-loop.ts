import { Agent, request, type IncomingMessage } from 'node:http';
import type { Prepared } from './purchases.js';

/** What became of one webhook. `ms` counts from the moment it should have left, not from when it did. */
export interface Answer {
  readonly charge: string;
  readonly status: number;
  readonly outcome: string;
  readonly delivery: string;
  readonly ms: number;
  /** How late the generator itself was. */
  readonly lateMs: number;
}

/** `from`: how many go ahead as a warm-up. */
export interface Load {
  readonly url: string;
  readonly rate: number;
  readonly sockets: number;
}

const TICK_MS = 1;
/** Status of a webhook that got no answer at all. */
export const NO_ANSWER = 0;

const parsed = (text: string): { outcome: string; delivery: string } => {
  try {
    const said: unknown = JSON.parse(text);
    const { outcome = '', delivery = '' } = said as { outcome?: string; delivery?: string };
    return { outcome, delivery };
  } catch {
    return { outcome: '', delivery: '' };
  }
};

const textOf = (answer: IncomingMessage, done: (text: string) => void): void => {
  let text = '';
  answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
  answer.on('close', () => done(text));
};

/**
 * Sends at a fixed rate, whatever the server does (an open loop): a slow answer delays nothing but itself, and a webhook
 * that waits for a free connection has been waiting since it should have left. Resolves when every one is answered.
 */
export const sendAll = async (prepared: readonly Prepared[], { url, rate, sockets }: Load): Promise<readonly Answer[]> => {
  const { hostname, port, pathname } = new URL(url);
  const agent = new Agent({ keepAlive: true, maxSockets: sockets, scheduling: 'lifo' });
  const start = performance.now() + 50;
  const intended = (index: number): number => start + (index * 1000) / rate;

  const send = async ({ charge, body, headers }: Prepared, due: number): Promise<Answer> =>
    new Promise((resolve) => {
      const lateMs = performance.now() - due;
      const settle = (status: number, text: string): void => resolve({ charge, status, ...parsed(text), ms: performance.now() - due, lateMs });
      const call = request({ agent, hostname, port, path: pathname, method: 'POST', headers }, (answer) => {
        textOf(answer, (text) => settle(answer.statusCode ?? NO_ANSWER, text));
      });
      call.on('error', () => settle(NO_ANSWER, ''));
      call.end(body);
    });

  const answers: Promise<Answer>[] = [];
  await new Promise<void>((allSent) => {
    const ticking = setInterval(() => {
      const now = performance.now();
      for (let next = prepared[answers.length]; next && intended(answers.length) <= now; next = prepared[answers.length]) {
        answers.push(send(next, intended(answers.length)));
      }
      if (answers.length < prepared.length) return;
      clearInterval(ticking);
      allSent();
    }, TICK_MS);
  });
  const all = await Promise.all(answers);
  agent.destroy();
  return all;
};
