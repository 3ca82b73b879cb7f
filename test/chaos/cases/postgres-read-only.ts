import { setTimeout as pause } from 'node:timers/promises';
import type { Client } from 'pg';
import { own, type Case } from '../case.js';

const LASTS_MS = 8000;
const TERMINATE = `select pg_terminate_backend(pid) from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`;

const readOnly = async (client: Client, so: 'on' | 'off'): Promise<void> => {
  await client.query(`alter system set default_transaction_read_only = ${so}`);
  await client.query('select pg_reload_conf()');
};

export const postgresReadOnly: Case = {
  name: 'postgres-read-only',
  does: `default_transaction_read_only = on and all backends terminated, for ${LASTS_MS / 1000} s`,
  queues: ['postgres', 'redis'],
  run: async (stage) => {
    const { asSuperuser } = own(stage.site.postgres, 'PostgreSQL');
    const began = performance.now();
    await asSuperuser(async (client) => {
      await readOnly(client, 'on');
      await client.query(TERMINATE);
    });
    await pause(LASTS_MS);
    await asSuperuser(async (client) => readOnly(client, 'off'));
    const over = performance.now();
    const pulses = stage.health.pulses.filter(({ at }) => at > began + 1000 && at < over);
    return { over, notes: [`ready was 200 in ${pulses.filter(({ ready }) => ready === 200).length} of ${pulses.length} looks meanwhile`] };
  },
};
