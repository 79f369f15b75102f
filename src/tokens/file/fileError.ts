/**
 * What is wrong with a tokenizer file: a sentence with the place in it. Whoever read the file adds
 * its name.
 */
export class TokenizerFileError extends Error {
  override readonly name = "TokenizerFileError";
}
