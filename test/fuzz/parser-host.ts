import { parentPort } from 'node:worker_threads';
import type { ListFile, Table } from './lists.js';
import type { YamlFile } from './yamls.js';

/** A thread of its own, which may hang or run out of memory without taking the fuzzer along. */
type Asked = ListFile | Table | YamlFile;

/** Reading a list takes a tenth of the modules that reading a configuration does. */
const attempt = async (input: Asked): Promise<void> =>
  input.kind === 'file' || input.kind === 'table' ? (await import('./csv.js')).tryList(input) : (await import('./yaml.js')).tryYaml(input);

parentPort?.on('message', (input: Asked) => {
  attempt(input).then(
    () => parentPort?.postMessage({}),
    (error: unknown) => parentPort?.postMessage({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
