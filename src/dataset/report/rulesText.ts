import * as l10n from "../../shared/base/l10n";
import { codeSpan, withoutControls } from "../../shared/base/markdown";
import { tokensText } from "../../shared/base/countWords";
import { formatCount } from "../../shared/base/numbers";
import { foreignPath } from "../../shared/base/shown";
import { idTypeOf, type SetFormat, type SetPacking, type SetRules } from "../rules/setRules";

/** The rules of a set in plain sentences. */
export function rulesText({
  encoding,
  rules,
}: {
  readonly encoding: { readonly name: string; readonly vocabularySize: number };
  readonly rules: SetRules;
}): string {
  const sentences = [
    l10n.t(
      "Encoding {0}, {1} ids, written as {2}.",
      codeSpan(withoutControls(foreignPath(encoding.name))),
      formatCount(encoding.vocabularySize),
      rules.format === "jsonl" || rules.format === "parquet"
        ? formatName(rules.format)
        : l10n.t("{0} for {1}", idTypeOf(encoding.vocabularySize), formatName(rules.format)),
    ),
    endOfTextText(rules),
    splitText(rules),
    rules.shuffle
      ? l10n.t("Documents are shuffled by seed {0}.", rules.seed)
      : l10n.t("Documents stay in the order of the input."),
  ];
  const { packing, shard } = rules;
  if (packing !== undefined) sentences.push(packingText(packing));
  if (shard !== undefined) {
    sentences.push(
      l10n.t(
        "Shard {0} of {1}: every {1}th document from number {0} on.",
        shard.index,
        shard.count,
      ),
    );
  }
  return sentences.join(" ");
}

function packingText({ way, length }: SetPacking): string {
  const size = tokensText(length);
  switch (way) {
    case "concatenated":
      return l10n.t(
        "Windows of {0} are written instead of documents: all in a row, cut; what is left at the end is dropped.",
        size,
      );
    case "oneEach":
      return l10n.t(
        "Windows of {0} are written instead of documents: one each, cut off, and filled up with end-of-text tokens.",
        size,
      );
    case "bestFit":
      return l10n.t(
        "Windows of {0} are written instead of documents: long ones are cut, their rests share windows by best fit, and what is left is filled up with end-of-text tokens.",
        size,
      );
  }
}

export function formatName(format: SetFormat): string {
  switch (format) {
    case "nanogpt":
      return "nanoGPT";
    case "llmc":
      return "llm.c";
    case "megatron":
      return "Megatron";
    case "parquet":
      return "Parquet";
    case "npy":
      return ".npy";
    case "jsonl":
      return l10n.t("JSON lines");
  }
}

function endOfTextText({ endOfText, specialTokens }: SetRules): string {
  const inside =
    specialTokens === "text"
      ? l10n.t("Special tokens in texts are read as text.")
      : l10n.t("Special tokens in texts are read as tokens.");
  switch (endOfText) {
    case "after":
      return `${l10n.t("An end-of-text token stands behind each document.")} ${inside}`;
    case "between":
      return `${l10n.t("An end-of-text token stands between two documents.")} ${inside}`;
    case "none":
      return `${l10n.t("No end-of-text token is added.")} ${inside}`;
  }
}

function splitText({ split, seed }: SetRules): string {
  if (split.share === 0) return l10n.t("Nothing is kept for validation.");
  return split.by === "documents"
    ? l10n.t(
        "Each document goes to validation with a probability of {0}, drawn from seed {1} and its place.",
        split.share,
        seed,
      )
    : l10n.t("The last {0} of all characters go to validation.", split.share);
}
