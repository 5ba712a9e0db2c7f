/** Thrown in a replay for what the record does not hold. */
export class NotRecorded extends Error {
  override readonly name = 'NotRecorded';
}
