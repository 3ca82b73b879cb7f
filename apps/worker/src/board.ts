import { createBullBoard } from '@bull-board/api';
import { BullMQAdapter } from '@bull-board/api/bullMQAdapter';
import { FastifyAdapter } from '@bull-board/fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Queue } from 'bullmq';

export const BOARD_PATH = '/queues';

/** Bull Board. Mounted by hand, on a server that is locked: the Nest module of Bull Board guards its pages only. */
export const mountBoard = (app: NestFastifyApplication, queues: readonly Queue[]): void => {
  const board = new FastifyAdapter();
  board.setBasePath(BOARD_PATH);
  createBullBoard({
    queues: queues.map((queue) => new BullMQAdapter(queue)),
    serverAdapter: board,
    options: { uiConfig: { boardTitle: 'Catraca' } },
  });
  void app.getHttpAdapter().getInstance().register(board.registerPlugin(), { prefix: BOARD_PATH });
};
