import type { Ids } from "../rules/ids";

/** Writes the documents of one split, one after another. */
export interface SplitWriter {
  /** A part of the document that is being written. */
  append(ids: Ids): void;
  endDocument(): void;
  finish(): void;
}
