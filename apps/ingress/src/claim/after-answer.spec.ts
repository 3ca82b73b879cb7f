import { expect, test } from '@jest/globals';
import { afterAnswer } from './after-answer.js';

const gate = (): { opened: Promise<void>; open: () => void } => {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => (open = () => resolve()));
  return { opened, open: () => open() };
};

test('work begins when the answer has left, and the end waits for it', async () => {
  const [answer, mail] = [gate(), gate()];
  const said: string[] = [];
  const later = afterAnswer(() => said.push('failed'));
  later.run(answer.opened, async () => {
    said.push('begun');
    await mail.opened;
    said.push('done');
  });
  const idle = later.idle().then(() => said.push('idle'));
  expect(said).toEqual([]);
  answer.open();
  mail.open();
  await idle;
  expect(said).toEqual(['begun', 'done', 'idle']);
});

test('work that fails is told, and keeps nobody waiting', async () => {
  const said: unknown[] = [];
  const later = afterAnswer((error) => said.push(error));
  later.run(Promise.resolve(), async () => Promise.reject(new Error('no')));
  await later.idle();
  expect(said).toEqual([new Error('no')]);
});
