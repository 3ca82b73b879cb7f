import type { INestApplicationContext } from '@nestjs/common';
import type { Ticks } from './sweep.processor.js';

/** Without a password hash nobody may look in, so the port stays shut; `admin` then is undefined. */
export interface WorkerOptions {
  readonly host: string;
  readonly port: number;
  readonly passwordHash?: string;
  readonly ticks?: Ticks | undefined;
}

/** A worker that runs. `admin`: where its back office is. */
export interface Worker {
  readonly app: INestApplicationContext;
  readonly admin?: string;
}
