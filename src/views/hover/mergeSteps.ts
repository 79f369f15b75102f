import * as l10n from "../../shared/base/l10n";
import { byteLabel } from "../../shared/values/byteLabel";
import type { MergedToken, TokenMerges } from "../../shared/values/merges";
import { formatCount } from "../../shared/base/numbers";
import type { Encoding } from "../../shared/values/tokens";
import { rankOf } from "../../tokens/encode/ranks";
import { codeCell, codeSpan } from "../../shared/base/markdown";
import { choiceSteps } from "./choiceSteps";
import { shorten, table } from "../ui/markdown";

/** Merges shown before the first of them are left out. */
const MOST_SHOWN = 10;

/** How a token came to be, as Markdown: the merges of its piece in order. */
export function mergeSteps(merges: TokenMerges, encoding: Encoding): string[] {
  switch (merges.kind) {
    case "none":
      return [];
    case "special":
      return [
        l10n.t("A special token: the text is cut at it first, and nothing is merged to make it."),
      ];
    case "whole":
      return [l10n.t("Its piece is a token and is taken as it is, whatever merges would come to.")];
    case "piece":
    case "token":
      return mergeLines(merges, encoding);
    case "chosen":
      return choiceSteps(merges);
  }
}

function mergeLines(merges: MergedToken, encoding: Encoding): string[] {
  const { kind, bytes, ends, at, made } = merges;
  const sentence = outcome(merges);
  if (made.length === 0) return [sentence];
  const start = ends[at - 1] ?? 0;
  const end = ends[at] ?? bytes.length;
  const own = [...made.keys()].filter(
    (step) => (merges.starts[step] ?? 0) >= start && (merges.stops[step] ?? 0) <= end,
  );
  const all = made.length <= MOST_SHOWN ? [...made.keys()] : own;
  const shown = all.slice(-MOST_SHOWN);
  const text = (from: number | undefined, to: number | undefined): string =>
    codeCell(shorten(byteLabel(bytes.subarray(from, to))));
  const rows = shown.map((step) => {
    const id = made[step] ?? 0;
    const stop = merges.stops[step];
    const isToken = merges.starts[step] === start && stop === end;
    const rank = encoding === "file" ? merges.ranks[step] : rankOf(encoding, id);
    return [
      formatCount(step + 1),
      `${text(merges.starts[step], merges.middles[step])} + ${text(merges.middles[step], stop)}`,
      text(merges.starts[step], stop),
      isToken ? `**${id}**` : String(id),
      typeof rank === "number" ? String(rank) : "",
    ];
  });
  const head = [l10n.t("step"), l10n.t("merged"), l10n.t("gives"), l10n.t("id"), l10n.t("rank")];
  // Where every id is its rank, one column tells both.
  const isRank = encoding !== "gpt2" && encoding !== "file";
  const columns = isRank ? head.length - 1 : head.length;
  const cut = (cells: string[]): string[] => cells.slice(0, columns);
  const parts = [sentence];
  if (rows.length > 0) {
    parts.push(table(cut(head), rows.map(cut), ["right", "left", "left", "right", "right"]));
  }
  if (shown.length < made.length) {
    parts.push(
      kind === "piece"
        ? l10n.t(
            "{0} of the piece's {1} merges: the last that lead to this token.",
            formatCount(shown.length),
            formatCount(made.length),
          )
        : l10n.t(
            "The last {0} of the token's {1} merges.",
            formatCount(shown.length),
            formatCount(made.length),
          ),
    );
  }
  return parts;
}

/** What was merged and what it came to. */
function outcome({ kind, bytes, ends, made }: MergedToken): string {
  if (kind === "token") {
    return l10n.t("Its piece is long, so only this token's merges are listed.");
  }
  const text = (from: number | undefined, to: number | undefined): string =>
    codeSpan(shorten(byteLabel(bytes.subarray(from, to))));
  const piece = text(0, bytes.length);
  if (bytes.length === 1) return l10n.t("The piece {0} is one byte: nothing is merged.", piece);
  if (made.length === 0) {
    return l10n.t("The piece {0} stays single bytes: no merge joins any of them.", piece);
  }
  if (ends.length === 1) return l10n.t("The piece {0} is merged to one token.", piece);
  const tokens = Array.from(ends, (end, token) => text(ends[token - 1] ?? 0, end));
  const most = 6;
  const named = tokens.slice(0, most).join(" ");
  return tokens.length > most
    ? l10n.t(
        "The piece {0} is merged to {1} tokens: {2} …",
        piece,
        formatCount(tokens.length),
        named,
      )
    : l10n.t(
        "The piece {0} is merged to {1} tokens: {2}",
        piece,
        formatCount(tokens.length),
        named,
      );
}
