import { parentPort } from 'node:worker_threads';
import { tryList } from './csv.js';
import type { ListFile, Table } from './lists.js';
import { tryYaml } from './yaml.js';
import type { YamlFile } from './yamls.js';

/** A thread of its own, which may hang or run out of memory without taking the fuzzer along. */
type Asked = ListFile | Table | YamlFile;

const attempt = async (input: Asked): Promise<void> => (input.kind === 'file' || input.kind === 'table' ? tryList(input) : tryYaml(input));

parentPort?.on('message', (input: Asked) => {
  attempt(input).then(
    () => parentPort?.postMessage({}),
    (error: unknown) => parentPort?.postMessage({ fault: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
