import { Fault } from './engine.js';
import { talk } from './raw-http.js';
import { SECRET, type Stage } from './stage.js';

/** Idle it takes 180 MB; bodies in hand may take 64, and the garbage of both some more. */
const MOST_MEGABYTES = 600;
const expectQuietLog = (log: string): void => {
  const found = /\bat .*:\d+:\d+|\S+@\S+\.\w+/.exec(log)?.[0] ?? (log.includes(SECRET) ? 'the secret' : undefined);
  if (found !== undefined) throw new Fault(`the log says ${found}: ${log.slice(-2000)}`);
};

/** Alive, able to keep, no larger than it may be, and its log names nobody. */
export const expectHealthy = async ({ port, ingress }: Stage): Promise<void> => {
  const ended = ingress.ended();
  if (ended !== undefined) throw new Fault(`the ingress ended with ${ended}: ${ingress.said().slice(-2000)}`);
  const [answer] = await talk(port, { pieces: [Buffer.from('GET /health/ready HTTP/1.1\r\nhost: x\r\n\r\n')], until: 1 });
  if (answer?.status !== 200) throw new Fault(`not ready: ${answer ? answer.body : 'no answer'}`);
  const { now } = ingress.memory();
  if (now > MOST_MEGABYTES) throw new Fault(`the ingress takes ${now} MB`);
  expectQuietLog(ingress.said());
};
