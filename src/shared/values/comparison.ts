/** What becomes of one text by several encodings. */
export interface EncodingComparison {
  /** Unicode characters and UTF-8 bytes of the text as it is read. */
  readonly characters: number;
  readonly bytes: number;
  /** Tokens by each encoding. */
  readonly tokens: readonly number[];
  /** Where they differ most, first. */
  readonly places: readonly DifferentPlace[];
}

/** UTF-16 code units `[start, end)` of a text that encodings cut differently. */
export interface DifferentPlace {
  readonly start: number;
  readonly end: number;
  /** Tokens by each encoding. */
  readonly tokens: readonly number[];
  /** Cuts in it that not all encodings make, all counted. */
  readonly cuts: number;
}
