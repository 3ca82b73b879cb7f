import fc from 'fast-check';
import { bufferOf } from './bytes.js';
import type { Target } from './engine.js';
import { expectHealthy } from './health.js';
import { ledgerOf, type Ledger } from './kept.js';
import { noises, type Noise } from './noise.js';
import { bents, posts, rows, type Bent, type Post, type Row } from './posts.js';
import { talk } from './raw-http.js';
import { stalling, stalls, type Stall } from './stalls.js';
import { sendBent, sendPost, sendRow } from './send-post.js';
import type { Stage } from './stage.js';

/** All that may be said at the door. */
export type Call = Post | Row | Bent | Noise | Stall;

interface Ears {
  readonly ledger: Ledger;
  readonly stalled: ReturnType<typeof stalling>;
}

const send = async ({ port }: Stage, call: Call, { ledger, stalled }: Ears): Promise<void> => {
  switch (call.kind) {
    case 'post':
      return sendPost(port, call, ledger);
    case 'row':
      return sendRow(port, call, ledger);
    case 'bent':
      return sendBent(port, call, ledger);
    case 'stall':
      return stalled.begin(call);
    case 'noise': {
      const pieces = call.pieces.map(bufferOf);
      ledger.answered(await talk(port, { pieces, pace: pieces.length > 1 ? 2 : 0, until: call.rude ? 'rude' : 'quiet' }));
    }
  }
};

const calls: fc.Arbitrary<Call> = fc.oneof(
  { weight: 6, arbitrary: posts },
  { weight: 1, arbitrary: rows },
  { weight: 1, arbitrary: bents },
  { weight: 4, arbitrary: noises },
  { weight: 1, arbitrary: stalls },
);

/** The door: webhooks of all systems and from strangers, and noise. */
export const ingressTarget = (stage: Stage): Target<Call> => {
  const ledger = ledgerOf(stage);
  const stalled = stalling(stage.port);
  const first = stage.ingress.memory().now;
  return {
    name: 'ingress',
    batches: fc.array(calls, { minLength: 1, maxLength: 24, size: 'max' }),
    attempt: async (batch) => {
      const done = await Promise.allSettled(batch.map(async (call) => send(stage, call, { ledger, stalled })));
      await ledger.check();
      await expectHealthy(stage);
      stalled.check();
      for (const one of done) if (one.status === 'rejected') throw one.reason;
    },
    figures: () => ({
      answers: ledger.counts(),
      'connections that stall': String(stalled.count()),
      'memory in MB': `${first} idle, ${stage.ingress.memory().now} now, ${stage.ingress.memory().most} at most`,
    }),
    close: async () => {
      stalled.close();
      await stage.close();
    },
  };
};
