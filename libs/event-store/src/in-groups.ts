/** How groups are made and done. */
export interface Grouping<Item, Result> {
  /** Does a whole group, all or nothing; gives each item's result, in order. */
  run(group: readonly Item[]): Promise<readonly Result[]>;
  /** Whether what was thrown is about one of the items; then they are done one by one. Else nobody's could be done. */
  isOwnFault(error: unknown): boolean;
  /** Whether this one may go along with those; without it, any may. */
  fits?(item: Item, group: readonly Item[]): boolean;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly resolve: (result: Result) => void;
  readonly reject: (error: unknown) => void;
  /** It was in a group that was refused, and now goes by itself. */
  readonly alone?: true;
}

const MOST_IN_A_GROUP = 200;

/** The next group: the first that waits, and those behind it as far as they fit. */
const takeGroup = <Item, Result>(
  waiting: Waiting<Item, Result>[],
  fits: NonNullable<Grouping<Item, Result>['fits']>,
): readonly Waiting<Item, Result>[] => {
  if (waiting[0]?.alone) return waiting.splice(0, 1);
  const group: Item[] = [];
  for (const { item } of waiting.slice(0, MOST_IN_A_GROUP)) {
    if (group.length > 0 && !fits(item, group)) break;
    group.push(item);
  }
  return waiting.splice(0, group.length);
};

/**
 * What arrives while one group is under way becomes the next. Of writers this is group commit: they take turns at the log, and each
 * turn costs a flush to disk. A group never waits for company: with nothing under way, one goes alone. Each is answered after its own
 * group, which began after it had come. When a group is refused for what one of them says, they go one by one, so that a bad one spoils
 * nobody else's day; when the database cannot be reached, they and all who wait hear so at once: whoever stood at the end of the queue
 * would else wait for one time-out after another.
 */
export const inGroups = <Item, Result>({ run, isOwnFault, fits = () => true }: Grouping<Item, Result>): ((item: Item) => Promise<Result>) => {
  const waiting: Waiting<Item, Result>[] = [];
  let busy = false;

  const answer = (group: readonly Waiting<Item, Result>[], results: readonly Result[]): void =>
    group.forEach(({ resolve, reject }, index) => {
      const result = results[index];
      if (result === undefined) reject(new Error('no answer came for one of a group'));
      else resolve(result);
    });
  const settle = async (group: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      answer(group, await run(group.map(({ item }) => item)));
    } catch (error) {
      if (!isOwnFault(error)) [...group, ...waiting.splice(0)].forEach(({ reject }) => reject(error));
      else if (group.length > 1) waiting.unshift(...group.map((one) => ({ ...one, alone: true as const })));
      else group.forEach(({ reject }) => reject(error));
    }
  };
  const drain = async (): Promise<void> => {
    busy = true;
    while (waiting.length > 0) await settle(takeGroup(waiting, fits));
    busy = false;
  };

  return async (item) =>
    new Promise((resolve, reject) => {
      waiting.push({ item, resolve, reject });
      if (!busy) void drain();
    });
};
