import * as l10n from "../../shared/base/l10n";
import { bytesAt } from "../../shared/values/byteLabel";
import { formatCount } from "../../shared/base/numbers";
import { hexOf, tokenLabel, type TokenLabel } from "../../shared/base/tokenLabel";
import type { Encoding, TokenSlice } from "../../shared/values/tokens";
import { rankOf } from "../../tokens/encode/ranks";
import { codeSpan } from "../../shared/base/markdown";
import { shorten } from "../ui/markdown";

/** Bytes shown before the rest is only counted. */
const MOST_BYTES = 16;

/** What a token is and where in the text it stands, as Markdown. */
export interface TokenFacts {
  readonly heading: string;
  readonly lines: readonly string[];
  readonly bytes: string;
}

/**
 * @param slice the tokens that hold the character the mouse is on
 * @param at which of them
 */
export function tokenFacts(
  slice: TokenSlice,
  at: number,
  { encoding, tokenCount }: { encoding: Encoding; tokenCount: number },
): TokenFacts {
  const id = slice.ids[at] ?? 0;
  const label = labelAt(slice, at);
  const heading = [
    `**${codeSpan(shorten(label.text))}**`,
    ...(label.part === "" ? [] : [l10n.t("part {0} of a character", label.part)]),
    l10n.t("id {0}", `**${id}**`),
    ...rankText(encoding, id),
  ].join(" · ");
  const lines = [
    l10n.t(
      "Token {0} of {1} · characters [{2}, {3})",
      formatCount(slice.first + at),
      formatCount(tokenCount),
      formatCount(slice.starts[at] ?? 0),
      formatCount(slice.ends[at] ?? 0),
    ),
  ];
  if (label.part !== "" && slice.ids.length > 1) lines.push(otherParts(slice, at));
  return { heading, lines, bytes: l10n.t("Bytes {0}", hexText(bytesAt(slice, at))) };
}

/** The tokens that hold the rest of the character. */
function otherParts(slice: TokenSlice, at: number): string {
  const others = [...slice.ids.keys()].filter((other) => other !== at);
  const named = others.map((other) => {
    const { part } = labelAt(slice, other);
    return `${part}: ${slice.ids[other] ?? 0} ${hexText(bytesAt(slice, other))}`;
  });
  return l10n.t("The character's other parts: {0}", named.join(" · "));
}

function rankText(encoding: Encoding, id: number): string[] {
  const rank = rankOf(encoding, id);
  switch (rank) {
    case "byte":
      return [l10n.t("a single byte, no merge")];
    case "special":
      return [l10n.t("a special token")];
    case "typed":
      return [l10n.t("typed as an id")];
    case "unknown":
      return [];
    default:
      return [l10n.t("rank {0}", String(rank))];
  }
}

function hexText(bytes: Uint8Array): string {
  const hex = codeSpan(hexOf(bytes.subarray(0, MOST_BYTES)));
  if (bytes.length <= MOST_BYTES) return hex;
  return l10n.t("{0} and {1} more", hex, formatCount(bytes.length - MOST_BYTES));
}

function labelAt(slice: TokenSlice, at: number): TokenLabel {
  const base = slice.starts[0] ?? 0;
  const text = slice.text.slice((slice.starts[at] ?? 0) - base, (slice.ends[at] ?? 0) - base);
  return tokenLabel(text, bytesAt(slice, at), slice.part[at] ?? 0, slice.parts[at] ?? 0);
}
