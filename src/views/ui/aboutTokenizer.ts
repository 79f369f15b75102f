import * as l10n from "../../shared/base/l10n";
import { formatCount } from "../../shared/base/numbers";
import type { TokenizerFileInfo } from "../../shared/values/tokens";

/** Kind and ids of a tokenizer file, and what of it is not used. */
export function aboutTokenizer(file: TokenizerFileInfo): string {
  const ids = l10n.t("{0}: {1} ids", kindOf(file), formatCount(file.vocabularySize));
  const names = {
    truncation: l10n.t("truncation"),
    padding: l10n.t("padding"),
    postProcessor: l10n.t("special tokens around the text"),
  };
  const gaps =
    file.gaps === 0 ? [] : [l10n.t("{0} of them are of no token", formatCount(file.gaps))];
  const unused =
    file.unused.length === 0
      ? []
      : [l10n.t("not used: {0}", file.unused.map((part) => names[part]).join(", "))];
  return [ids, ...gaps, ...unused].join(" · ");
}

function kindOf({ format, model, isByteLevel }: TokenizerFileInfo): string {
  switch (format.kind) {
    case "json":
      return isByteLevel ? l10n.t("Byte-level {0}", model) : model;
    case "ranks":
      return l10n.t("Ranks of tiktoken");
    case "merges":
      return l10n.t("Vocabulary and merges");
  }
}
