import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const SHUTDOWN = fileURLToPath(new URL('shutdown.js', import.meta.url));
const STAYS_UP = "setInterval(() => undefined, 60_000); process.stdout.write('up')";

/** A role that closes as it is told to, asked to end; how it ended, and what it said. */
const ended = async (close: string, patienceMs: number): Promise<{ code: number | null; said: string }> => {
  const program = `import { closeOnSignal } from ${JSON.stringify(SHUTDOWN)}; closeOnSignal(${close}, ${patienceMs}); ${STAYS_UP}`;
  const role = spawn(process.execPath, ['--input-type=module', '--eval', program], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  role.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const exit = new Promise<number | null>((done) => role.once('close', done));
  await once(role.stdout, 'data');
  role.kill('SIGTERM');
  return { code: await exit, said };
};

test('a role that was asked to end exits with 0 when it has closed, and says nothing', async () => {
  expect(await ended('async () => undefined', 20_000)).toEqual({ code: 0, said: '' });
});

test('what waits for a server that does not answer is left after a while, and that is said', async () => {
  expect(await ended('() => new Promise(() => undefined)', 100)).toEqual({
    code: 0,
    said: expect.stringMatching(/^Asked to end, and not done after 0\.1 s\. What was under way is left as it is: /),
  });
});

test('a close that fails is told by the exit', async () => {
  expect(await ended("async () => { throw new Error('broken'); }", 20_000)).toMatchObject({ code: 1 });
});
