import fc from 'fast-check';

/** Something that takes input from strangers, and what must hold whatever they send. Inputs are plain JSON, so that each can be kept. */
export interface Target<Input> {
  readonly name: string;
  /** Some inputs that are tried together. */
  readonly batches: fc.Arbitrary<readonly Input[]>;
  /** Rejects with what does not hold. */
  attempt(batch: readonly Input[]): Promise<void>;
  /** Figures of the run so far, for a person. */
  figures(): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** What was promised does not hold. */
export class Fault extends Error {
  override readonly name = 'Fault';
}

/** How long, from which seed; `path`: straight to one batch that was found before. */
export interface Plan {
  readonly seconds: number;
  readonly seed: number;
  readonly path?: string;
}

/** What a run came to. `fault`: what does not hold, with the smallest batch that shows it and the way back to it. */
export interface Ran {
  readonly inputs: number;
  readonly seconds: number;
  readonly fault?: { readonly said: string; readonly batch: unknown; readonly path: string };
}

/** More than any run gets to: the time ends it. */
const ENDLESS = 1_000_000_000;

/** Tries batch after batch until the time is up or something does not hold; then looks for the smallest batch that shows it. */
export const fuzz = async <Input>(target: Target<Input>, { seconds, seed, path }: Plan): Promise<Ran> => {
  const began = performance.now();
  let inputs = 0;
  const property = fc.asyncProperty(target.batches, async (batch) => {
    inputs += batch.length;
    await target.attempt(batch);
  });
  const time = { interruptAfterTimeLimit: seconds * 1000, markInterruptAsFailure: false };
  const found = await fc.check(property, { seed, numRuns: ENDLESS, ...time, ...(path !== undefined && { path }) });
  const ran = { inputs, seconds: Math.round((performance.now() - began) / 100) / 10 };
  if (!found.failed || found.counterexample === null) return ran;
  const said = found.errorInstance instanceof Error ? (found.errorInstance.stack ?? found.errorInstance.message) : String(found.errorInstance);
  return { ...ran, fault: { said, batch: found.counterexample[0], path: found.counterexamplePath ?? '' } };
};
