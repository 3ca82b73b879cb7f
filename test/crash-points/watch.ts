import { appendFileSync } from 'node:fs';
import { isOrders, pointName, VARIABLES, type Edge, type Orders, type Side } from './point.js';

const file = process.env[VARIABLES.file];

let orders: Orders | undefined;
let passed = new Map<string, number>();

/** Takes new orders and counts from the beginning; none: every point is passed in silence. */
export const obey = (next: Orders | undefined): void => {
  orders = next;
  passed = new Map();
};

const write = (line: string): void => {
  if (file !== undefined) appendFileSync(file, `${line}\n`);
};

/** The process is at a point: it is written down, or the process ends here. SIGKILL to oneself takes effect before the call returns. */
export const pass = (side: Side, what: string): void => {
  if (!orders) return;
  const nth = (passed.get(`${side} ${what}`) ?? 0) + 1;
  passed.set(`${side} ${what}`, nth);
  const point = pointName(side, what, nth);
  if (orders.at === undefined) return write(`${orders.step}\t${point}`);
  if (orders.at === point) process.kill(process.pid, 'SIGKILL');
};

/** Passes both points of a call that answers with a promise; a call that changes nothing has only the first. */
export const around = async <Answer>({ what, changes }: Edge, call: () => Promise<Answer>): Promise<Answer> => {
  pass('before', what);
  const answer = await call();
  if (changes) pass('after', what);
  return answer;
};

/** Orders come over the channel to whoever forked this process, which hears when they are taken; or with the start. */
export const listen = (): void => {
  const given = process.env[VARIABLES.orders];
  const parsed: unknown = given === undefined ? undefined : JSON.parse(given);
  if (isOrders(parsed)) obey(parsed);
  if (process.send === undefined) return;
  process.on('message', (message: unknown) => {
    if (typeof message !== 'object' || message === null || !('orders' in message)) return;
    obey(isOrders(message.orders) ? message.orders : undefined);
    process.send?.({ obeyed: true });
  });
};
