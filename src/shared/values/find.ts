/** What is looked for in a document's tokens. */
export type SearchTarget =
  /** Code units of the document as it is; upper and lower case differ, as in tokens. */
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "id"; readonly id: number }
  /** Document token, from 0. */
  | { readonly kind: "index"; readonly index: number };

/**
 * Where a search begins. The next place is the first that begins here or later, the previous one
 * the last that begins earlier; both go round at the document's ends.
 */
export interface FindFrom {
  /** Document token. */
  readonly token: number;
  /** UTF-16 code unit, where a text is sought from another place than the token's start. */
  readonly unit?: number;
  readonly backwards: boolean;
}

export type FindAnswer =
  | FoundPlace
  | { readonly kind: "none"; readonly version: number }
  /** No document can have such a token, or this one has not so many: 0 to `most` can be. */
  | { readonly kind: "refused"; readonly version: number; readonly most: number };

export interface FoundPlace {
  readonly kind: "found";
  /** Version of the document that was searched. */
  readonly version: number;
  /** Document tokens `[token, end)`: all that hold any of what was found. */
  readonly token: number;
  readonly end: number;
  /** UTF-16 code unit where what was found begins. */
  readonly unit: number;
  /** Places in the whole document; those of a text may overlap. */
  readonly count: number;
  /** Which of them this one is, from 1. */
  readonly place: number;
  /** Whether the search went on from the document's other end. */
  readonly wrapped: boolean;
}

/** Code units of a text that can be sought. */
export const MOST_SOUGHT_UNITS = 10_000;
