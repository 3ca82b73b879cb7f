import 'reflect-metadata';
import { closeOnSignal, runRole } from '#runtime';
import { startWorker } from './start.js';

await runRole('worker', async (runtime) => {
  const { ADMIN_HOST, ADMIN_PORT, ADMIN_PASSWORD_HASH } = runtime.settings.environment;
  const options = { host: ADMIN_HOST, port: ADMIN_PORT, ...(ADMIN_PASSWORD_HASH && { passwordHash: ADMIN_PASSWORD_HASH }) };
  const { app, admin } = await startWorker(runtime, options);
  if (!admin) process.stderr.write('The back office stays shut: ADMIN_PASSWORD_HASH is not set (make one: catraca doctor --hash).\n');
  closeOnSignal(async () => {
    await app.close();
    await runtime.close();
  });
  return admin ?? '';
});
