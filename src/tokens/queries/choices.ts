import { byteLabel } from "../../shared/values/byteLabel";
import type { ChosenToken, TokenMerges } from "../../shared/values/merges";
import { LONGEST_CHOICE, tokensOfChoice, type PieceChoice } from "../../shared/values/pieceChoice";
import type { TokenDocument } from "../document/tokenDocument";
import { NONE } from "../encode/trie";
import { textOfUtf8 } from "../file/utf8";

/**
 * How token `index` of a document was chosen among those that fit.
 * @returns undefined where the encoder does not tell, or tells of other tokens than the document has
 */
export function tokenChoice(document: TokenDocument, index: number): TokenMerges | undefined {
  const { encoder, version } = document;
  const token = document.slice(index, index + 1);
  // What is unknown has a special token's id too, but not its text.
  if (encoder.isSpecial(token.ids[0] ?? NONE) && token.text.includes(textOfUtf8(token.bytes))) {
    return { kind: "special", version };
  }
  const piece = encoder.explain && document.pieceOf(index, LONGEST_CHOICE);
  if (piece === undefined) return undefined;
  const { from, to } = piece;
  const { ids, text } = document.slice(from, to);
  const read = document.asRead(text);
  // What a segment begins with may be another token in its middle; only one of the two is this one.
  for (const isMidway of [from > 0, from === 0]) {
    for (const choice of encoder.explain?.(read, isMidway) ?? []) {
      if (!isOf(choice, ids)) continue;
      return {
        kind: "chosen",
        version,
        choice,
        at: index - from,
        labels: labels(choice, document),
      };
    }
  }
  return undefined;
}

function isOf(choice: PieceChoice, ids: Uint32Array): boolean {
  const tokens = tokensOfChoice(choice);
  if (tokens === undefined) return ids.length === 1;
  return tokens.length === ids.length && tokens.every(({ id }, at) => id === ids[at]);
}

function labels(choice: PieceChoice, { encoder }: TokenDocument): ChosenToken["labels"] {
  const ids =
    choice.kind === "BPE"
      ? [...choice.symbols, ...choice.merges].map(({ id }) => id)
      : choice.candidates.map(({ id }) => id);
  const known = [...new Set(ids)].filter((id) => id !== NONE);
  return Object.fromEntries(known.map((id) => [id, byteLabel(encoder.bytesOf(id))]));
}
