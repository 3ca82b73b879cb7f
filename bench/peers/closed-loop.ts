/** So many clients, for so many seconds after the warm-up; or until `most` pieces of work are begun. */
export interface Span {
  readonly clients: number;
  readonly seconds: number;
  readonly most?: number;
}

/** What a closed loop came to: `perSecond` is of the time after the warm-up, `acknowledged` of all of it. */
export interface Loop {
  readonly acknowledged: number;
  readonly perSecond: number;
}

const WARM_UP_MS = 1000;

/** Each client does the next piece of work when its last one was acknowledged. No number comes twice. */
export const closedLoop = async (
  { clients, seconds, most = Infinity }: Span,
  work: (number: number, client: number) => Promise<unknown>,
): Promise<Loop> => {
  const counts = performance.now() + WARM_UP_MS;
  const until = counts + seconds * 1000;
  let [next, acknowledged, counted] = [0, 0, 0];
  const keepWorking = async (client: number): Promise<void> => {
    while (next < most && performance.now() < until) {
      await work(next++, client);
      acknowledged += 1;
      const now = performance.now();
      if (now >= counts && now < until) counted += 1;
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => keepWorking(client)));
  return { acknowledged, perSecond: Math.round(counted / seconds) };
};
