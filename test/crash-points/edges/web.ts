import { IncomingMessage, Server, ServerResponse } from 'node:http';
import { around, pass } from '../watch.js';
import { isMethod, wrap } from './wrap.js';

/** Ids do not name a call: a part of a path with a digit in it is one. */
const pathOf = (url: string): string =>
  new URL(url, 'http://here').pathname
    .split('/')
    .map((part) => (/\d/.test(part) && !/^v\d$/.test(part) ? '*' : part))
    .join('/');

const methodIn = (init: unknown): string =>
  typeof init === 'object' && init !== null && 'method' in init && typeof init.method === 'string' ? init.method : 'GET';

const urlOf = (input: unknown): string => (input instanceof Request ? input.url : String(input));

/** Calls to Cativa and to gateways. */
const watchCalls = (): void => {
  const { fetch } = globalThis;
  globalThis.fetch = async (input, init) => {
    const method = methodIn(init);
    return around({ what: `call ${method} ${pathOf(urlOf(input))}`, changes: method !== 'GET' }, async () => fetch(input, init));
  };
};

const nameOf = ({ method = 'GET', url = '/' }: IncomingMessage): string => `${method} ${pathOf(url)}`;

const isResponse = (value: unknown): value is ServerResponse => value instanceof ServerResponse;

/** Requests as they come in, and answers as they leave: what nobody got an answer to, its sender sends again. */
const watchAnswers = (): void => {
  wrap(Server.prototype, 'emit', (call) => {
    const [event, request] = call.args;
    if (event === 'request' && request instanceof IncomingMessage) pass('before', { what: `reading ${nameOf(request)}`, changes: false });
    return call.go();
  });
  wrap(ServerResponse.prototype, 'end', (call) => {
    const { self } = call;
    if (!isResponse(self)) return call.go();
    const edge = { what: `answering ${self.statusCode} to ${nameOf(self.req)}`, changes: true };
    pass('before', edge);
    self.once('finish', () => pass('after', edge));
    return call.go();
  });
};

/** Everything that this process says over HTTP. */
export const watchWeb = (): void => {
  if (!isMethod(globalThis.fetch)) throw new Error('there is no fetch to watch');
  watchCalls();
  watchAnswers();
};
