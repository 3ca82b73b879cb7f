import { statusReport } from '#answers';
import { momentOf, type Runtime } from '#runtime';
import type { Queue } from 'bullmq';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { sharedRun } from '../shared-run.js';
import { addQueues } from './queue-metrics.js';
import { addReport } from './report-metrics.js';
import { rested } from './rested.js';

/** What a scrape is answered from. */
export interface ScrapePorts {
  readonly runtime: Runtime;
  readonly queues: () => readonly Queue[];
}

/** This process: measured from the first scrape on, so that it costs nothing where nobody scrapes. */
const processMetrics = (): (() => Registry) => {
  let known: Registry | undefined;
  return () => {
    if (known) return known;
    known = new Registry();
    collectDefaultMetrics({ register: known });
    return known;
  };
};

/**
 * The text of /metrics at this moment, from one status report; of a moment ago where a report takes seconds. It is a new registry each time,
 * so that what is no more leaves no value behind. Scrapes at the same time share one report. Throws when the database cannot be asked.
 */
export const scraper = ({ runtime, queues }: ScrapePorts): (() => Promise<string>) => {
  const ofProcess = processMetrics();
  const report = rested(async () => statusReport(runtime, momentOf(runtime.settings)));
  let text = '';
  const collect = sharedRun(async () => {
    const registry = new Registry();
    addReport(registry, await report());
    await addQueues(registry, queues());
    text = `${await registry.metrics()}\n${await ofProcess().metrics()}`;
  });
  return async () => {
    await collect();
    return text;
  };
};
