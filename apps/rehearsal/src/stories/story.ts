import type { FakeCativa } from '../fake-cativa.js';
import type { FakeGatewayApi } from '../fake-gateway-api.js';
import type { FakeGateway } from '../fake-gateway.js';
import type { ReceivedMail } from '../fake-mail-server.js';

/** What a story is played on: a community, gateways, and an ear. */
export interface Stage {
  readonly cativa: FakeCativa;
  /** Where webhooks come in, and where the claim page is. */
  readonly ingress: string;
  /** Every mail that Catraca sent, oldest first. */
  readonly mails: () => readonly ReceivedMail[];
  /** The gateway that posts to this channel; throws when there is no such channel. */
  readonly gateway: (channel: string) => FakeGateway;
  /** What gateways answer when Catraca asks them. */
  readonly gatewayApi: Pick<FakeGatewayApi, 'stripe' | 'asaas'>;
  /** The badge that the rehearsal's product opens. */
  readonly badge: string;
  /** The channels whose product opens it, as the catalog stands. */
  readonly sells: readonly string[];
  readonly tell: (line: string) => void;
}

/** A story in the life of a seller; `play` throws when it does not end as it should. */
export interface Story {
  /** Told apart from the others by this. */
  readonly name: string;
  /** Where the purchase comes in. */
  readonly channel: string;
  readonly title: string;
  play(stage: Stage): Promise<void>;
}

const POLL_MS = 10;
const DEADLINE_MS = 30_000;

/** Waits until something is so; gives the milliseconds it took. */
export const until = async (so: () => boolean, what: string): Promise<number> => {
  const started = performance.now();
  while (!so()) {
    if (performance.now() - started > DEADLINE_MS) throw new Error(`after 30 s still not so: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
  return performance.now() - started;
};

/** Tells what happens, each line with the milliseconds since the story began. */
export const timeline = (tell: (line: string) => void): ((line: string) => void) => {
  const began = performance.now();
  return (line) => tell(`  ${`${Math.round(performance.now() - began)} ms`.padStart(9)}  ${line}`);
};
