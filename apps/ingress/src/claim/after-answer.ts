/** Work that begins when an answer has left, and that the end of the process waits for. */
export interface AfterAnswer {
  /** `left` resolves when the answer is gone, or its reader is. The work must not reject. */
  run(left: Promise<void>, work: () => Promise<void>): void;
  /** Resolves when nothing is under way any more. */
  idle(): Promise<void>;
}

export const afterAnswer = (failed: (error: unknown) => void): AfterAnswer => {
  const underWay = new Set<Promise<void>>();
  return {
    run(left, work) {
      const job = left.then(work).catch(failed);
      underWay.add(job);
      void job.finally(() => underWay.delete(job));
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay);
    },
  };
};
