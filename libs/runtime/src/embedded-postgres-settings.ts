import { totalmem } from 'node:os';

const MB = 2 ** 20;
const [LEAST_MB, MOST_MB, SHARE] = [128, 2048, 1 / 8];

/** Bytes of memory that this process may count on: the machine's, or what its container is allowed. */
const memoryHere = (): number => Math.min(totalmem(), process.constrainedMemory() || Infinity);

/**
 * An eighth of the memory, between 128 MB and 2 GB. With 128 MB a log of four million facts cost PostgreSQL 2.4 times the processor time
 * for a fold, and 1.2 times for a webhook, that a log of ten thousand cost; with 2 GB 1.1 times for both.
 */
const sharedBuffers = (memory: number): string => `shared_buffers=${Math.round(Math.min(MOST_MB, Math.max(LEAST_MB, (memory * SHARE) / MB)))}MB`;

/** How the embedded server is started. Everything that concerns durability stays as PostgreSQL ships it. */
export const settingsFor = (memory = memoryHere()): readonly string[] => [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  sharedBuffers(memory),
];
