/** Runs pieces of work one after the other, in the order in which they came; one that fails does not stop the next. */
export const oneAtATime = () => {
  let last: Promise<unknown> = Promise.resolve();
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = last.then(work, work);
    last = mine;
    return mine;
  };
};
