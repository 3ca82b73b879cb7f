import { configText, SECRETS, type House } from './house.js';
import { openInstallation, type RoleProcess } from './role-processes.js';

/** Starts the worker as it runs in the field, beside a house that was opened `idle`, and waits until it answers. */
export const startWorkerProcess = async ({ cativa, servers }: House): Promise<Pick<RoleProcess, 'kill'>> => {
  const { databaseUrl, redisUrl } = servers;
  const installation = await openInstallation({ databaseUrl, ...(redisUrl && { redisUrl }), config: configText(cativa.url, 'api'), env: SECRETS });
  const worker = await installation.start('worker', { env: { LOG_LEVEL: 'error' } });
  return {
    kill: async () => {
      const how = await worker.kill();
      await installation.close();
      return how;
    },
  };
};
