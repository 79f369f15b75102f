import type { EndOfTextRule, SetFormat, SetPacking, Split } from "../dataset/rules/setRules";
import type { WindowOptions } from "../dataset/report/windowCounter";
import type { StoredStretch } from "../dataset/check/encodedAgain";
import type { TextReading } from "../dataset/texts/textUnits";
import type { CallSignal } from "../shared/base/callSignal";
import type { SpecialTokens } from "../shared/values/tokens";

/** A training set that a person wants looked at, or made. */
export interface SetOrder {
  /** Files and folders. */
  readonly paths: readonly string[];
  /** Texts that are open and no file holds as they are. */
  readonly texts: readonly { readonly name: string; readonly text: string }[];
  /** The name of an encoding, or the path of a tokenizer file. */
  readonly encoding: string;
  /** Of rows of JSON lines and Parquet. */
  readonly field: string;
  readonly format: SetFormat;
  readonly endOfText: EndOfTextRule;
  readonly split: Split;
  readonly seed: number;
  readonly shuffle: boolean;
  /** Of windows that are written instead of documents. */
  readonly packing?: SetPacking;
  readonly specialTokens: SpecialTokens;
  readonly windows: WindowOptions;
  /** Undefined where nothing is written. */
  readonly output: { readonly folder: string; readonly force: boolean } | undefined;
}

export interface SetAnswer {
  /** The report. */
  readonly markdown: string;
  readonly documents: number;
  /** With end-of-text tokens. */
  readonly tokens: number;
}

export interface CheckAnswer {
  readonly markdown: string;
  /** Files of ids that can be read, with how many each has. */
  readonly files: readonly { readonly path: string; readonly tokens: number }[];
  /** How many things are wrong. */
  readonly problems: number;
}

/** Which tokens of a file are to be shown. */
export interface StoredOrder {
  readonly path: string;
  /** What it is read with, unless it says itself. */
  readonly encoding: string;
  readonly from: number;
  readonly to: number;
}

export interface StoredAnswer extends StoredStretch {
  readonly encoding: TextReading["encoding"];
  readonly vocabularySize: number;
}

/** What the worker does that makes and checks training sets. */
export interface SetService {
  /** @throws {Error} where it cannot be done; nothing is written then */
  build(order: SetOrder, signal?: CallSignal): SetAnswer;
  /**
   * @param path of a folder, or of a file
   * @param encoding what it is read with, unless it says itself
   */
  check(path: string, encoding: string, signal?: CallSignal): CheckAnswer;
  /**
   * Tokens of a file as their text.
   * @throws {Error} where they cannot be read
   */
  stored(order: StoredOrder, signal?: CallSignal): StoredAnswer;
  /** Answers as soon as nothing is done any more: what is cancelled first takes away what it wrote. */
  settled(): void;
}

/** What the worker tells meanwhile. */
export interface SetHost {
  progress(documents: number, tokens: number): void;
  /** A sentence for the person. */
  told(sentence: string): void;
}
