import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** What a person answers in one line; empty when they end the input instead (Ctrl-D, Ctrl-C), who would be waited for without end. */
export const askLine = async (question: string, input: Readable = process.stdin): Promise<string> => {
  const terminal = createInterface({ input, output: process.stderr, prompt: question });
  const said = once(terminal, 'line') as Promise<[string]>;
  const ended = once(terminal, 'close').then((): [string] => ['']);
  terminal.prompt();
  const [line] = await Promise.race([said, ended]);
  terminal.close();
  return line;
};
