import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { httpBadgeApi, type BadgeApi, type BadgeOutcome } from '#effects';

export const KEY = 'cativa_live_0123456789abcdef0123456789abcdef';
export const ASSIGN = 'POST /social/v1/badges/{badgeId}/users/{userId}';
export const REMOVE = 'DELETE /social/v1/badges/{badgeId}/users/{userId}';

export const apiAt = (baseUrl: string, timeoutMs = 2000): BadgeApi => httpBadgeApi({ baseUrl, key: KEY, assign: ASSIGN, remove: REMOVE, timeoutMs });

/** A server that says what a test wants; `seen` are the requests it got. */
export interface Scripted {
  readonly url: string;
  readonly seen: readonly IncomingMessage[];
  says(listener: RequestListener): void;
  close(): Promise<void>;
}

export const scripted = async (): Promise<Scripted> => {
  const seen: IncomingMessage[] = [];
  let answer: RequestListener = (_, response) => response.end();
  const server = createServer((request, response) => {
    seen.push(request);
    answer(request, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    says: (listener) => (answer = listener),
    close: async () => {
      const closed = new Promise<void>((done) => void server.close(() => done()));
      server.closeAllConnections();
      await closed;
    },
  };
};

/** An address where nobody listens: it was free a moment ago. */
export const deadAddress = async (): Promise<string> => {
  const server = await scripted();
  await server.close();
  return server.url;
};

/** All that an outcome says, for looking for what it must not say. */
export const wordsOf = (outcome: BadgeOutcome): string => JSON.stringify(outcome);
