import type { TokenizerFormat } from "../../shared/values/tokens";
import type { Model } from "./modelJson";
import type { TokenizerJson, UnusedPart } from "./tokenizerJson";

/** What is to be known of a tokenizer file without its tokens. */
export interface FileFacts {
  readonly format: TokenizerFormat;
  readonly model: Model["type"];
  /** Whether its tokens are of bytes. */
  readonly isByteLevel: boolean;
  /** One more than the largest id. */
  readonly vocabularySize: number;
  readonly addedTokens: number;
  /** Ids that no token has. */
  readonly gaps: number;
  readonly unused: readonly UnusedPart[];
}

export function factsOf(
  json: TokenizerJson,
  isByteLevel: boolean,
  format: TokenizerFormat,
): FileFacts {
  const { model, vocabularySize, addedTokens, gaps, unused } = json;
  return {
    format,
    model: model.type,
    isByteLevel,
    vocabularySize,
    addedTokens: addedTokens.length,
    gaps,
    unused,
  };
}
