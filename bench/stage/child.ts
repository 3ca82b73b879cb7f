import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** A program in a process of its own, which answers one question at a time. */
export interface Child {
  readonly pid: number;
  /** Throws when the program ends instead of answering; its own words are on stderr. */
  ask(question: object): Promise<unknown>;
  /** Tells it to end, and waits until it has. */
  close(): Promise<void>;
}

/** Starts the program `name`, without extension, of the folder of a module. */
export const startChild = (name: string, beside: string): Child => {
  const entry = fileURLToPath(new URL(`./${name}.js`, beside));
  const env = { ...process.env, NODE_ENV: 'production' };
  const child = fork(entry, [], { env, serialization: 'advanced', stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const exited = once(child, 'exit');
  return {
    pid: child.pid ?? 0,
    ask: async (question) =>
      new Promise((resolve, reject) => {
        const end = (): void => reject(new Error(`The program ${name} ended before it answered.`));
        if (!child.connected) return end();
        child.once('exit', end).once('message', (answer) => {
          child.off('exit', end);
          resolve(answer);
        });
        child.send(question);
      }),
    close: async () => {
      if (child.connected) child.disconnect();
      await exited;
    },
  };
};

/** Has the program do one thing, and ends it. */
export const runChild = async (name: string, task: object, beside: string): Promise<unknown> => {
  const child = startChild(name, beside);
  try {
    return await child.ask(task);
  } finally {
    await child.close();
  }
};

/** The program's side: a failure ends it, and so does a parent that goes away. */
export const answerWith = <Question>(answer: (question: Question) => Promise<unknown>): void => {
  process.on('message', (question: Question) => void answer(question).then((words) => process.send?.(words)));
  process.once('disconnect', () => process.exit());
};
