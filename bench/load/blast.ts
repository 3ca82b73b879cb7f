import { setTimeout as pause } from 'node:timers/promises';
import { openConnection, type Connection } from './connection.js';
import { numbered, type Template } from './template.js';

/**
 * What to send. With a `rate` the loop is open: each request has a moment at which it should leave, and its time counts from then,
 * so that a queue anywhere is in the figure. Without one the loop is closed: each connection sends its next when it was answered.
 */
export interface Order {
  /** Connections are spread over these evenly. */
  readonly ports: readonly number[];
  readonly template: Template;
  readonly sockets: number;
  /** The number of the first sale. */
  readonly first: number;
  readonly rate?: number;
  /** How many, with a rate; without one as many as come about in `seconds`. */
  readonly count?: number;
  readonly seconds?: number;
}

/** What was heard, by the number of the request. `ms` of a closed loop counts from when it left. */
export interface Heard {
  readonly ms: Float64Array;
  readonly status: Uint16Array;
  /** When each answer came, in milliseconds of Unix time. */
  readonly at: Float64Array;
  readonly bodies: readonly string[];
  readonly seconds: number;
}

/** More than a minute brings at any rate seen. */
const MOST = 2_000_000;

const recorder = () => {
  const [ms, at, status, bodies] = [new Float64Array(MOST), new Float64Array(MOST), new Uint16Array(MOST), new Array<string>()];
  return {
    put: (index: number, answer: { status: number; body: string; ms: number }): void => {
      ms[index] = answer.ms;
      at[index] = performance.timeOrigin + performance.now();
      status[index] = answer.status;
      bodies[index] = answer.body;
    },
    heard: (count: number, began: number): Heard => ({
      ms: ms.slice(0, count),
      at: at.slice(0, count),
      status: status.slice(0, count),
      bodies: bodies.slice(0, count),
      seconds: (performance.now() - began) / 1000,
    }),
  };
};

const requestOf = ({ head, parts }: Template, number: number): string => head + parts.join(numbered(number));

const closedLoop = async ({ template, first, seconds = 1, count = MOST }: Order, connections: readonly Connection[]): Promise<Heard> => {
  const record = recorder();
  const began = performance.now();
  const until = began + seconds * 1000;
  let next = 0;
  const keepSending = async (connection: Connection): Promise<void> =>
    new Promise((done) => {
      const send = (): void => {
        const now = performance.now();
        if (now >= until || next >= count) return done();
        const index = next++;
        connection.send(requestOf(template, first + index), (status, body) => {
          record.put(index, { status, body, ms: performance.now() - now });
          send();
        });
      };
      send();
    });
  await Promise.all(connections.map(keepSending));
  return record.heard(next, began);
};

const openLoop = async ({ template, first, rate = 1, count = 1 }: Order, connections: readonly Connection[]): Promise<Heard> => {
  const record = recorder();
  const free = [...connections];
  const waiting: number[] = [];
  const began = performance.now() + 20;
  const due = (index: number): number => began + (index * 1000) / rate;
  let answered = 0;

  const send = (connection: Connection, index: number): void =>
    connection.send(requestOf(template, first + index), (status, body) => {
      record.put(index, { status, body, ms: performance.now() - due(index) });
      answered += 1;
      const next = waiting.shift();
      if (next === undefined) free.push(connection);
      else send(connection, next);
    });
  for (let next = 0; answered < count; await pause(1)) {
    for (; next < count && due(next) <= performance.now(); next += 1) {
      const connection = free.pop();
      if (connection) send(connection, next);
      else waiting.push(next);
    }
  }
  return record.heard(count, began);
};

/** Sends what was ordered, and resolves when every request is answered or lost. */
export const blast = async (order: Order): Promise<Heard> => {
  const connections = Array.from({ length: order.sockets }, (_, index) => openConnection(order.ports[index % order.ports.length] ?? 0));
  const heard = await (order.rate === undefined ? closedLoop(order, connections) : openLoop(order, connections));
  connections.forEach((connection) => connection.close());
  return heard;
};
