import type { Ids } from "../rules/ids";
import type { LeftOutReason } from "../texts/textUnits";

/** A document, or a part of a long one, in the order of the input. */
export interface DocumentPart {
  /** Place among all documents of the input, from 0. */
  readonly position: number;
  readonly name: string;
  readonly ids: Ids;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly characters: number;
  /** UTF-8 bytes of the text as it is read. */
  readonly bytes: number;
  readonly endsOfText: number;
  readonly isReplaced: boolean;
  /** Two words that tell its ids from others. */
  readonly digest: readonly [number, number];
  /** The sketch's values from `sketchPlace` on. */
  readonly sketch: Uint32Array;
  readonly sketchPlace: number;
}

export interface LeftOutDocument {
  readonly name: string;
  readonly reason: LeftOutReason;
  readonly detail: string;
}

/** What documents are handed to. */
export interface DocumentSink {
  take(part: DocumentPart): void;
  leaveOut(document: LeftOutDocument): void;
}
