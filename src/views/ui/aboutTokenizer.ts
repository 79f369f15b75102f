import * as l10n from "../../shared/base/l10n";
import { formatCount } from "../../shared/base/numbers";
import { foreign } from "../../shared/base/shown";
import type { TokenizerFileInfo } from "../../shared/values/tokens";

/**
 * Kind and ids of a tokenizer file, and what of it is not used.
 * @param showsAdded whether the special tokens that are put around a text are shown
 */
export function aboutTokenizer(file: TokenizerFileInfo, showsAdded: boolean): string {
  const ids = l10n.t("{0}: {1} ids", kindOf(file), formatCount(file.vocabularySize));
  const gaps =
    file.gaps === 0 ? [] : [l10n.t("{0} of them are of no token", formatCount(file.gaps))];
  const names = {
    truncation: l10n.t("truncation"),
    padding: l10n.t("padding"),
    chatTemplate: l10n.t("the chat template"),
  };
  const around = addedText(file);
  const added = around === undefined ? [] : [around];
  const left = [...file.unused.map((part) => names[part]), ...(showsAdded ? [] : added)];
  const shown = showsAdded ? added.map((text) => l10n.t("added: {0}", text)) : [];
  const unused = left.length === 0 ? [] : [l10n.t("not used: {0}", left.join(", "))];
  return [ids, ...gaps, ...shown, ...unused].join(" · ");
}

/** How much of a document an edit makes anew, for the log. */
export function reachText({ reach }: TokenizerFileInfo): string {
  return reach === "piece"
    ? l10n.t("an edit makes tokens anew around it")
    : l10n.t(
        "an edit makes all tokens of a document anew, as no place in it is known to be a piece's start",
      );
}

/** Which special tokens a tokenizer puts around a text; undefined where it puts none. */
export function addedText({ around }: TokenizerFileInfo): string | undefined {
  const named = (names: readonly string[]): string => foreign(names.join(" "));
  const parts = [
    ...(around.before.length > 0 ? [l10n.t("{0} before the text", named(around.before))] : []),
    ...(around.after.length > 0 ? [l10n.t("{0} behind the text", named(around.after))] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(", ");
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
