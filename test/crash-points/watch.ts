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

const count = (name: string): number => {
  const nth = (passed.get(name) ?? 0) + 1;
  passed.set(name, nth);
  return nth;
};

/** The clock ticks when it likes, so work of other queues than those of the step is not of this step. */
const isOfTheStep = ({ queues }: Orders, { queue }: Edge): boolean => queue === undefined || queues === undefined || queues.includes(queue);

/** The queue's calls come from one place in its loop, and a look changes nothing; what we change may be another thing the second time. */
const most = ({ queue, changes }: Edge): number => (queue === undefined && changes ? 2 : 1);

/** The process is at a point: it is written down, or the process ends here. SIGKILL to oneself takes effect before the call returns. */
export const pass = (side: Side, edge: Edge): void => {
  if (!orders || !isOfTheStep(orders, edge)) return;
  const { at, step } = orders;
  const nth = count(`${side} ${edge.what}`);
  const point = pointName(side, edge.what, nth);
  if (at === undefined && nth <= most(edge)) write(`${step}\t${point}`);
  if (at === point) process.kill(process.pid, 'SIGKILL');
};

/** Passes both points of a call that answers with a promise; a call that changes nothing has only the first. */
export const around = async <Answer>(edge: Edge, call: () => Promise<Answer>): Promise<Answer> => {
  pass('before', edge);
  const answer = await call();
  if (edge.changes) pass('after', edge);
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
