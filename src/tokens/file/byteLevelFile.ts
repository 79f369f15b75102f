import type { TokensAround } from "../encode/tokenEncoder";
import { byteLevelSplits, type ByteLevelSplits } from "./byteLevelSplits";
import { mergeTableOf, isByteLevel } from "./byteLevelMerges";
import type { MergeTable } from "./mergeTable";
import type { Normalizer } from "./stepsJson";
import type { AddedToken, TokenizerJson } from "./tokenizerJson";

/** A byte-level tokenizer as `ByteLevelEncoder` takes it: its arrays, and all else, which is small. */
export interface ByteLevelFile {
  readonly table: MergeTable;
  readonly rules: ByteLevelRules;
}

export interface ByteLevelRules {
  readonly splits: ByteLevelSplits;
  /** Whether the text is brought to the normal form C first. */
  readonly composes: boolean;
  /** A piece that is a token is that token. */
  readonly ignoresMerges: boolean;
  readonly addedTokens: readonly AddedToken[];
  /** What is put around a text. */
  readonly around: TokensAround | undefined;
  readonly vocabularySize: number;
}

/**
 * What a file comes to, if it is byte-level and does nothing else that this engine does not do.
 * @returns undefined of any other
 */
export function byteLevelFile(json: TokenizerJson): ByteLevelFile | undefined {
  const { model, addedTokens, vocabularySize } = json;
  if (model.type !== "BPE" || !isByteLevel(model)) return undefined;
  const splits = byteLevelSplits(json.preTokenizer);
  const composes = composesOnly(json.normalizer);
  if (splits === undefined || composes === undefined) return undefined;
  return {
    table: mergeTableOf(model),
    rules: {
      splits,
      composes,
      ignoresMerges: model.ignoreMerges,
      addedTokens,
      around: json.postProcessor,
      vocabularySize,
    },
  };
}

/** Whether a normalizer is NFC, or none; undefined of any other. */
function composesOnly(normalizer: Normalizer | undefined): boolean | undefined {
  if (normalizer === undefined) return false;
  if (normalizer.type === "NFC") return true;
  if (normalizer.type !== "Sequence") return undefined;
  const steps = normalizer.normalizers.map(composesOnly);
  return steps.includes(undefined) ? undefined : steps.includes(true);
}
