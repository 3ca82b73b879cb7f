import Sequencer from '@jest/test-sequencer';

/** They wait for real locks to run out, or start a browser: begun last, they would keep everybody waiting. */
const SLOW = ['simulation', 'crash-points', 'the-worker-is-killed', 'source-bodies', 'in-a-browser', 'the-queue-is-flushed', 'cli/'];

const rank = ({ path }) => {
  const found = SLOW.findIndex((name) => path.includes(name));
  return found < 0 ? SLOW.length : found;
};

/** What takes long first, and then as Jest would have it. */
export default class SlowFirst extends Sequencer {
  async sort(tests) {
    const usual = await super.sort(tests);
    return [...usual].sort((one, other) => rank(one) - rank(other));
  }
}
