import type { Case } from '../case.js';
import { backendKilled, backendTerminated } from './backends.js';
import { cativaDown, retryStorm } from './cativa.js';
import { clockJumps } from './clock.js';
import { connectionsTaken } from './connections.js';
import { diskFull } from './disk-full.js';
import { graceful, gracefulFrozen } from './graceful.js';
import { bothKilled, ingressKilled, workerKilled } from './killed.js';
import { postgresFrozen, postgresKilled, postgresRestarted } from './postgres-away.js';
import { postgresReadOnly } from './postgres-read-only.js';
import { redisFlushed, redisStopped } from './redis.js';
import { foldHeld, transactionLeftOpen } from './transactions.js';
import { twoWorkers } from './two-of-each.js';

/** Every trouble that is made, in the order of the telling. */
export const cases: readonly Case[] = [
  ...[graceful, gracefulFrozen, workerKilled, ingressKilled, bothKilled, twoWorkers],
  ...[redisFlushed, redisStopped],
  ...[postgresKilled, postgresRestarted, postgresFrozen, postgresReadOnly, diskFull],
  ...[backendTerminated, backendKilled, connectionsTaken, transactionLeftOpen, foldHeld],
  ...[cativaDown, retryStorm, clockJumps],
];
