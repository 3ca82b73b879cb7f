import type { Generator, Heard, Template } from '../load/index.js';
import { answersOf, type Answer } from './kept.js';

/** Connections of a load that saturates. */
export const SOCKETS = 64;

/** What sends. `ports`: where to, asked before each time. */
export interface From {
  readonly generator: Generator;
  readonly template: Template;
  readonly ports: () => readonly number[];
}

/** Sends sales, each with the next number, and keeps what was heard, so that every answer of a whole run is checked at its end. */
export interface Sender {
  /** With a rate an open loop; without one as many as come about. */
  send(order: { readonly rate?: number; readonly seconds: number }): Promise<Heard>;
  answers(): readonly Answer[];
  /** How many so far. */
  sent(): number;
}

export const sender = ({ generator, template, ports }: From): Sender => {
  const heard: { first: number; heard: Heard }[] = [];
  let first = 1;
  return {
    send: async ({ rate, seconds }) => {
      const count = rate === undefined ? {} : { rate, count: Math.round(rate * seconds) };
      const answer = await generator.run({ ports: ports(), template, sockets: SOCKETS, first, seconds, ...count });
      heard.push({ first, heard: answer });
      first += answer.status.length;
      return answer;
    },
    answers: () => heard.flatMap((one) => answersOf(one.heard, one.first)),
    sent: () => first - 1,
  };
};

/** As many a second as come about. */
export const saturate = async ({ send }: Sender, seconds: number): Promise<number> => {
  const { status, seconds: took } = await send({ seconds });
  return status.length / took;
};
