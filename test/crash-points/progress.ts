import { Presets, SingleBar } from 'cli-progress';
import { nameOf } from './scenario.js';
import type { Verdict } from './trials.js';

/** Shows how far a scenario is: a bar on a terminal, else one line a point. */
export interface Progress {
  told(verdict: Verdict): void;
  stop(): void;
}

const lineOf = ({ verdict, point, recoveryMs, ticks, breaches }: Verdict): string => {
  const clock = ticks.length > 0 ? `, clock: ${ticks.join(' ')}` : '';
  const rest = verdict === 'survived' ? ` (${Math.round(recoveryMs)} ms${clock})` : breaches.map((breach) => `\n  ${breach}`).join('');
  return `${verdict} ${nameOf(point)}${rest}\n`;
};

const lines = (): Progress => ({
  told: (verdict) => void process.stderr.write(lineOf(verdict)),
  stop: () => undefined,
});

export const progressOf = (title: string, points: number): Progress => {
  process.stderr.write(`${title}: ${points} points\n`);
  if (!process.stderr.isTTY) return lines();
  const bar = new SingleBar({ stream: process.stderr, format: '{bar} {value}/{total} {point}', hideCursor: true }, Presets.shades_classic);
  bar.start(points, 0, { point: '' });
  return {
    told: (verdict) => {
      bar.increment(1, { point: nameOf(verdict.point) });
      if (verdict.verdict !== 'survived') process.stderr.write(`\n${lineOf(verdict)}`);
    },
    stop: () => bar.stop(),
  };
};
