import { Agent, request, type ClientRequest, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** What came back; status 0 is no answer at all. */
export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** The way to the ingress. */
export interface PostRoad {
  /** While somebody knocks, all wait for that. */
  post(path: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<Reply>;
  /** Has somebody knock, and resolves when it is heard. Hundreds wait for one: else their tries alone keep a machine busy. */
  reopened(): Promise<void>;
  /** Tries that wait for an answer just now. */
  onTheRoad(): number;
  /** Tries that were given up here, after twenty seconds without an answer. */
  givenUp(): number;
  close(): void;
}

const SOCKETS = 48;
const TRY_MS = 20_000;
const KNOCK_MS = 100;
const NO_ANSWER: Reply = { status: 0, text: '' };

const textOf = async (answer: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
};

export const openPostRoad = (ingress: string): PostRoad => {
  const { hostname: host, port } = new URL(ingress);
  const agent = new Agent({ keepAlive: true, maxSockets: SOCKETS });
  const calls = new Set<ClientRequest>();
  let [open, givenUp] = [true, 0];
  let knocking: Promise<void> | undefined;

  const knock = async (): Promise<boolean> =>
    new Promise((told) => {
      const caller = connect({ host, port: Number(port) }, () => {
        caller.destroy();
        told(true);
      });
      caller.once('error', () => told(false));
    });
  const knockUntilHeard = async (): Promise<void> => {
    while (open && !(await knock())) await pause(KNOCK_MS);
    knocking = undefined;
  };
  const post = async (path: string, headers: Readonly<Record<string, string>>, body: Buffer): Promise<Reply> => {
    await knocking;
    return new Promise((resolve) => {
      const sent = { 'content-type': 'application/json', ...headers, 'content-length': String(body.length) };
      const call = request({ host, port, path, agent, method: 'POST', headers: sent });
      const patience = setTimeout(() => {
        givenUp += 1;
        call.destroy();
      }, TRY_MS);
      let reply: Promise<Reply> | undefined;
      call.on('response', (answer) => {
        reply = textOf(answer).then(
          (text) => ({ status: answer.statusCode ?? 0, text }),
          () => NO_ANSWER,
        );
      });
      call.on('error', () => undefined); // told by its close
      call.on('close', () => {
        clearTimeout(patience);
        calls.delete(call);
        resolve(reply ?? NO_ANSWER);
      });
      calls.add(call);
      call.end(body);
    });
  };
  return {
    post,
    reopened: async () => (knocking ??= knockUntilHeard()),
    onTheRoad: () => calls.size,
    givenUp: () => givenUp,
    close: () => {
      open = false;
      calls.forEach((call) => call.destroy());
      agent.destroy();
    },
  };
};
