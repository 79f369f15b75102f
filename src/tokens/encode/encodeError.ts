/** An encoder makes no tokens of a text; the message says why, and what to do, to a person. */
export class EncodeError extends Error {
  override readonly name = "EncodeError";
}
