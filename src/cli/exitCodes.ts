/** What a run comes to, as whoever started it is told. */
export const EXIT = {
  done: 0,
  /** More tokens than `--max`, or a set with something wrong. */
  no: 1,
  /** The call itself is wrong. */
  usage: 2,
  /** What was asked for could not be done. */
  failed: 3,
  /** Ctrl+C. */
  interrupted: 130,
} as const;

/** A call that says what cannot be. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}
