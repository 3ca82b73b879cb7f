import { setTimeout as pause } from 'node:timers/promises';
import { own, type Case } from '../case.js';
import type { OwnPostgres } from '../own-postgres.js';
import { fillDisk, freeDisk } from '../small-disk.js';

const LASTS_MS = 9000;
const AGAIN_MS = 250;
const GIVEN_MS = 3000;

const answers = async ({ asSuperuser }: OwnPostgres): Promise<boolean> =>
  asSuperuser(async (client) => client.query('select 1')).then(
    () => true,
    () => false,
  );

/** Room has come back; a server that gave up meanwhile is started again, as its operator would. */
const backOnItsFeet = async (postgres: OwnPostgres): Promise<'by itself' | 'by its operator'> => {
  for (const end = performance.now() + GIVEN_MS; performance.now() < end; await pause(AGAIN_MS)) if (await answers(postgres)) return 'by itself';
  if (postgres.isUp()) await postgres.kill();
  await postgres.start();
  return 'by its operator';
};

export const diskFull: Case = {
  name: 'disk-full',
  does: `the data on a tmpfs of 224 MB that is kept full for ${LASTS_MS / 1000} s`,
  queues: ['postgres'],
  diskMegabytes: 224,
  run: async (stage) => {
    const postgres = own(stage.site.postgres, 'PostgreSQL');
    for (const end = performance.now() + LASTS_MS; performance.now() < end; await pause(AGAIN_MS)) fillDisk(postgres.folder);
    const refused = stage.office.statuses.get(503) ?? 0;
    freeDisk(postgres.folder);
    const how = await backOnItsFeet(postgres);
    return { over: performance.now(), notes: [`${refused} answers were 503; PostgreSQL came back ${how}`] };
  },
};
