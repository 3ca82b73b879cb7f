import { Gauge, type Registry } from 'prom-client';

/** One value of a metric. */
export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Puts gauges into a registry: a name in base units, a help in words, and the values of the moment. */
export const gauge =
  (registry: Registry) =>
  (name: string, help: string, samples: readonly Sample[]): void => {
    const labelNames = Object.keys(samples[0]?.labels ?? {});
    const made = new Gauge({ name, help, labelNames, registers: [registry] });
    samples.forEach(({ labels, value }) => made.set(labels, value));
  };
