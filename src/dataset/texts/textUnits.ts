import type { Ids } from "../rules/ids";
import type { BytePairEncoding, SpecialTokens, TokenizerFile } from "../../shared/values/tokens";

/** How texts become tokens. */
export interface TextReading {
  readonly encoding: BytePairEncoding | Pick<TokenizerFile, "path" | "hash">;
  readonly vocabularySize: number;
  readonly specialTokens: SpecialTokens;
}

/**
 * What a thread takes on at a time. A path is a string with one code unit for each of its bytes: a
 * name need not be UTF-8.
 */
export type TextUnit =
  /** Files, each a document. */
  | { readonly kind: "files"; readonly paths: readonly string[] }
  /** Bytes `[from, to)` of a long file in UTF-8. */
  | {
      readonly kind: "part";
      readonly path: string;
      readonly from: number;
      readonly to: number;
      /** Whether more of the file follows. */
      readonly goesOn: boolean;
    }
  /** Bytes `[from, to)` of a file of JSON lines; each line that is not blank is a document. */
  | {
      readonly kind: "lines";
      readonly path: string;
      readonly from: number;
      readonly to: number;
      readonly field: string;
      /** Only lines whose number, from 0 and without blank ones, leaves `rest`. */
      readonly every: number;
      readonly rest: number;
    }
  /** Texts that are read already; what is none is left out. */
  | { readonly kind: "texts"; readonly texts: readonly (string | null)[] };

/** What is to be done with the texts of a unit. */
export interface TextTask {
  readonly unit: TextUnit;
  /** "characters" counts them and makes no tokens. */
  readonly wanted: "ids" | "characters";
  /** One of the documents is cut in two before one of its characters; both parts are encoded alone. */
  readonly cut?: { readonly document: number; readonly characters: number };
}

/** Why something gave no document. */
export type LeftOutReason =
  | "binary"
  | "changed"
  | "empty"
  | "folderLink"
  | "gitignored"
  | "ignored"
  | "large"
  | "noField"
  | "noJson"
  | "special"
  | "unread";

export interface LeftOut {
  /** Which of the unit. */
  readonly at: number;
  readonly reason: LeftOutReason;
  /** What the system says, or which fields there are. */
  readonly detail: string;
}

/** The documents of a unit, in order, a value for each; of one that is left out all are 0. */
export interface TextResult {
  /** Ids of all, one document after another. */
  readonly ids: Ids;
  readonly tokens: Uint32Array<ArrayBuffer>;
  /** As Python counts them. */
  readonly characters: Uint32Array<ArrayBuffer>;
  /** UTF-8 bytes of the text as it is read. */
  readonly bytes: Uint32Array<ArrayBuffer>;
  /** Times that `<|endoftext|>` stands in it. */
  readonly endsOfText: Uint32Array<ArrayBuffer>;
  /** 1 where bytes were no UTF-8, and U+FFFD stands for them. */
  readonly replaced: Uint8Array<ArrayBuffer>;
  /** Two words of the SHA-256 of its ids. */
  readonly digests: Uint32Array<ArrayBuffer>;
  /** `SKETCH_BINS` words each. */
  readonly sketches: Uint32Array<ArrayBuffer>;
  readonly leftOut: readonly LeftOut[];
}

/** Threads that work on units of texts. */
export interface TextPool {
  readonly threads: number;
  run(task: TextTask): Promise<TextResult>;
}
