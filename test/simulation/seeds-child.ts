import { playSeeds } from './seeds.js';

function* range({ from, to, step }: { from: number; to: number; step: number }): Generator<number> {
  for (let seed = from; seed <= to; seed += step) yield seed;
}

process.once('message', (order: { from: number; to: number; step: number }) => {
  void playSeeds(range(order), (more) => process.send?.({ more })).then((report) => process.send?.({ report }, () => process.disconnect()));
});
