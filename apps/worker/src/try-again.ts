/** The outside is not ready; the job waits and comes back. `afterMs`: what the outside asked for, at least. */
export class TryAgain extends Error {
  override readonly name = 'TryAgain';
  constructor(
    because: string,
    readonly afterMs = 0,
  ) {
    super(because);
  }
}
