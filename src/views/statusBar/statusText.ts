import * as l10n from "../../shared/base/l10n";
import { tokensText } from "../../shared/base/countWords";
import { formatCount } from "../../shared/base/numbers";
import type { TouchedCount } from "../../tokens/document/touched";

/** "5,145 tokens" of a document, or "29 of 5,145 tokens" where some are selected. */
export function countText(tokenCount: number, selected: TouchedCount | undefined): string {
  if (selected === undefined) return tokensText(tokenCount);
  const touched = formatCount(selected.tokens);
  return tokenCount === 1
    ? l10n.t("{0} of 1 token", touched)
    : l10n.t("{0} of {1} tokens", touched, formatCount(tokenCount));
}

/** What a selection does to the tokens that it touches. */
export function selectedText({ tokens, cut }: TouchedCount): string {
  if (cut === 0) return l10n.t("The selection cuts no token.");
  if (tokens === 1) return l10n.t("The selection cuts the token that it touches.");
  return cut === 1
    ? l10n.t("The selection cuts 1 token.")
    : l10n.t("The selection cuts {0} tokens.", formatCount(cut));
}

/** Why a document is longer than a model can see; undefined where it is not. */
export function contextText(
  tokenCount: number,
  contextLength: number | undefined,
): string | undefined {
  if (contextLength === undefined || tokenCount <= contextLength) return undefined;
  return l10n.t(
    "The document is longer than the model's context of {0} tokens, by {1}. The model sees it only in windows.",
    formatCount(contextLength),
    formatCount(tokenCount - contextLength),
  );
}

/** How far a document is beyond the limit that a person set; undefined where it is not, or none is set. */
export function limitText(tokenCount: number, limit: number): string | undefined {
  if (limit === 0 || tokenCount <= limit) return undefined;
  return l10n.t(
    "The document is longer than your limit of {0} tokens (tokenscope.tokenLimit), by {1}.",
    formatCount(limit),
    formatCount(tokenCount - limit),
  );
}

/** Size of a document in an encoding's tokens. */
export function documentSize(
  encoding: string,
  { tokenCount, byteLength }: { readonly tokenCount: number; readonly byteLength: number },
): string {
  const bytes = formatCount(byteLength);
  if (tokenCount === 0) return l10n.t("{0} · {1} bytes", encoding, bytes);
  const perToken = (byteLength / tokenCount).toFixed(2);
  return l10n.t("{0} · {1} bytes, {2} per token", encoding, bytes, perToken);
}
