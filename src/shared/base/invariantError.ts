/**
 * What only a mistake in Tokenscope, or in the files that its build reads, can bring about, in
 * English for whoever mends it: a person could do nothing about it, and no call that a person or
 * another extension makes leads to it.
 */
export class InvariantError extends Error {
  override readonly name = "InvariantError";
}
