import type { LeftOutReason } from "../texts/textUnits";
import type { Packing, PackingCosts } from "../../windows/packing";
import type { WindowCounts, WindowOptions } from "./windowCounter";

/** What is known of an input before anything of it is written, and after. */
export interface SetReport {
  readonly documents: number;
  readonly characters: number;
  /** UTF-8 bytes of the texts as they are read. */
  readonly bytes: number;
  /** Without end-of-text tokens. */
  readonly tokens: number;
  readonly longest: NamedLength | undefined;
  readonly shortest: NamedLength | undefined;
  /** How many documents have from 2^k to 2^(k + 1) - 1 tokens; those of no token count with k = 0. */
  readonly lengths: readonly number[];
  readonly leftOut: readonly LeftOutCount[];
  /** Documents that are no UTF-8, in which U+FFFD stands for what is none. */
  readonly replaced: Examples;
  readonly exactDuplicates: Duplicates;
  readonly nearDuplicates: Duplicates;
  /** Documents in which `<|endoftext|>` stands, and how often it does in all. */
  readonly endsOfText: Examples & { readonly times: number };
  readonly windows: WindowOptions;
  readonly splits: readonly ReportedSplit[];
  readonly losses: SplitLosses | undefined;
  readonly packing: Packing | undefined;
}

export interface NamedLength {
  readonly name: string;
  readonly tokens: number;
}

export interface LeftOutCount {
  readonly reason: LeftOutReason;
  readonly count: number;
  readonly examples: readonly { readonly name: string; readonly detail: string }[];
}

export interface Examples {
  readonly count: number;
  /** Names of the first ones. */
  readonly names: readonly string[];
}

export interface Duplicates {
  readonly count: number;
  /** Documents that were compared; of very many not all are. */
  readonly compared: number;
  readonly pairs: readonly { readonly name: string; readonly of: string }[];
}

export interface ReportedSplit extends WindowCounts {
  readonly name: string;
  readonly documents: number;
  /** With end-of-text tokens. */
  readonly tokens: number;
  readonly endsOfText: number;
  /** Of the windows that were written in place of the documents, where they were. */
  readonly packed?: PackingCosts;
}

/** Tokens that are an input of no window: of the whole, and where it is split 90 to 10. */
export interface SplitLosses {
  readonly whole: number;
  readonly byDocuments: number;
  /** Undefined where the one document that is cut could not be read again. */
  readonly byCharacters: number | undefined;
  /** How many tokens more the two parts have than the whole, where a character's place cuts one. */
  readonly moreTokens: number;
}
