import 'reflect-metadata';
import { closeOnSignal, runRole } from '#runtime';
import { startIngress } from './start.js';

await runRole('ingress', async (runtime) => {
  const { HOST, PORT } = runtime.settings.environment;
  const { app, url } = await startIngress(runtime, { host: HOST, port: PORT });
  closeOnSignal(async () => {
    await app.close();
    await runtime.close();
  });
  return url;
});
