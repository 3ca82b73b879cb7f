/** Somebody else wrote to the stream first: read it again and decide again. */
export class WrongExpectedVersion extends Error {
  override readonly name = 'WrongExpectedVersion';
}
