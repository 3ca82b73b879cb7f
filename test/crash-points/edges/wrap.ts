type Method = (this: unknown, ...args: unknown[]) => unknown;

/** One call of a wrapped method; `go` makes it, with other arguments if some are given. */
export interface Call {
  readonly self: unknown;
  readonly args: readonly unknown[];
  go(args?: readonly unknown[]): unknown;
}

export const isMethod = (value: unknown): value is Method => typeof value === 'function';

/** Puts `around` in the place of a method. A library that has no such method any more must not go unwatched, so that is an error. */
export const wrap = (owner: object, name: string, around: (call: Call) => unknown): void => {
  const original: unknown = Reflect.get(owner, name);
  if (!isMethod(original)) throw new Error(`there is no ${name} to watch`);
  const wrapped = function (this: unknown, ...args: unknown[]): unknown {
    return around({ self: this, args, go: (given = args) => Reflect.apply(original, this, given) });
  };
  Object.defineProperty(owner, name, { value: wrapped, configurable: true, writable: true });
};

/** Calls `then` before a callback that was given as the last argument. */
export const callbackAfter = (args: readonly unknown[], then: (error: unknown) => void): readonly unknown[] | undefined => {
  const callback = args.at(-1);
  if (!isMethod(callback)) return undefined;
  const wrapped = function (this: unknown, ...answer: unknown[]): unknown {
    then(answer[0]);
    return Reflect.apply(callback, this, answer);
  };
  return [...args.slice(0, -1), wrapped];
};
