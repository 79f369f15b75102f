import type { TokenizerFormat } from "../../shared/values/tokens";
import { idsOf } from "./models";
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
  /** Names of the special tokens that are put around a text. */
  readonly around: { readonly before: readonly string[]; readonly after: readonly string[] };
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
    around: {
      before: namesOf(json, json.postProcessor?.before ?? []),
      after: namesOf(json, json.postProcessor?.after ?? []),
    },
  };
}

function namesOf({ addedTokens, model }: TokenizerJson, ids: readonly number[]): string[] {
  if (ids.length === 0) return [];
  const names = new Map<number, string>();
  for (const [name, id] of idsOf(model).entries()) if (ids.includes(id)) names.set(id, name);
  for (const { id, content } of addedTokens) names.set(id, content);
  return ids.map((id) => names.get(id) ?? String(id));
}
