/** How tokens can be lost: never an input, or in no window at all, not even as a target. */
export const LOST_KINDS = ["neverInput", "unused"] as const;
export type LostKind = (typeof LOST_KINDS)[number];

/** Tokens that a sentence counts. */
export interface LostTokens {
  readonly kind: LostKind;
  /** The first of them is the first of this kind from this document token on. */
  readonly from: number;
}

/** A piece of a sentence; with `lost` it is the number of these tokens, and can lead to them. */
export interface NotePart {
  readonly text: string;
  readonly lost?: LostTokens;
}

/** A sentence on what a loader's options do to a document, in pieces that follow one another. */
export type LoaderNote = readonly NotePart[];

export const noteText = (note: LoaderNote): string => note.map(({ text }) => text).join("");
