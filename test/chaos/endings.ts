/** What must be put away again, whatever happens: the last opened goes first, and each goes once. */
export interface Endings {
  add(end: () => Promise<void>): void;
  /** Ends everything; trouble on the way is told and keeps nothing else from ending. */
  run(): Promise<readonly string[]>;
}

export const endings = (): Endings => {
  const open: (() => Promise<void>)[] = [];
  const runOne = async (end: () => Promise<void>): Promise<readonly string[]> =>
    end().then(
      () => [],
      (error: unknown) => [error instanceof Error ? error.message : String(error)],
    );
  return {
    add: (end) => void open.push(end),
    run: async () => {
      const troubles: string[] = [];
      for (let end = open.pop(); end; end = open.pop()) troubles.push(...(await runOne(end)));
      return troubles;
    },
  };
};
