import { LONGEST_PIECE, type Merges, type TokenMerges } from "../../shared/values/merges";
import { tokenBytes } from "../encode/tokenBytes";
import type { TokenDocument } from "../document/tokenDocument";
import { rulesOfVocabulary, type MergeRules } from "../encode/mergeRules";
import type { TokenEncoder } from "../encode/tokenEncoder";
import { NONE } from "../encode/trie";
import { tokenChoice } from "./choices";

/**
 * Merges bytes as byte-pair encoding is defined: of all neighbouring pairs the one of the lowest
 * rank, the leftmost of equal ones, until none is left. The encoder comes to the same tokens in
 * another way, which makes no merge; this is for showing how they come to be, so for few bytes.
 */
export function mergesOf(rules: MergeRules, bytes: Uint8Array<ArrayBuffer>): Merges {
  /** Where each part starts, and at last where the last one ends. */
  const cuts = Array.from({ length: bytes.length + 1 }, (_, byte) => byte);
  const ids = Array.from(bytes, (byte) => rules.byteId(byte));
  const steps: { start: number; middle: number; stop: number; id: number; rank: number }[] = [];
  for (;;) {
    let best = NONE;
    let made = NONE;
    let lowest = Infinity;
    for (let at = 0; at + 2 < cuts.length; at++) {
      const [left = NONE, right = NONE] = [ids[at], ids[at + 1]];
      const merge = rules.merge(left, right, bytes, cuts[at] as number, cuts[at + 2] as number);
      if (merge !== undefined && merge.rank < lowest)
        [lowest, best, made] = [merge.rank, at, merge.id];
    }
    if (best === NONE) break;
    const [start = 0, middle = 0, stop = 0] = cuts.slice(best, best + 3);
    steps.push({ start, middle, stop, id: made, rank: lowest });
    cuts.splice(best + 1, 1);
    ids.splice(best, 2, made);
  }
  return {
    bytes,
    starts: Uint16Array.from(steps, ({ start }) => start),
    middles: Uint16Array.from(steps, ({ middle }) => middle),
    stops: Uint16Array.from(steps, ({ stop }) => stop),
    made: Uint32Array.from(steps, ({ id }) => id),
    ranks: Uint32Array.from(steps, ({ rank }) => rank),
    ids: Uint32Array.from(ids),
    ends: Uint16Array.from(cuts.slice(1)),
  };
}

/** How token `index` of a document came to be. */
export function tokenMerges(document: TokenDocument, index: number): TokenMerges {
  const { encoder, version } = document;
  if (index >= document.tokenCount) return { kind: "none", version };
  const rules = rulesOf(encoder);
  if (rules === undefined) return tokenChoice(document, index) ?? { kind: "none", version };
  const piece = document.pieceOf(index, LONGEST_PIECE);
  const { from, to } = piece ?? { from: index, to: index + 1 };
  const { ids } = document.copy(from, to);
  if (encoder.isSpecial(ids[index - from] ?? NONE)) return { kind: "special", version };
  const { bytes } = tokenBytes(encoder, ids);
  const kind = piece === undefined ? "token" : "piece";
  const merges = mergesOf(rules, bytes);
  // A piece that is a token may be taken as it is, whatever its merges come to.
  const isMerged = kind === "token" || merges.ids.every((id, at) => id === ids[at]);
  if (isMerged) return { kind, version, at: index - from, ...merges };
  return { kind: ids.length === 1 ? "whole" : "none", version };
}

function rulesOf({ vocabulary, merging }: TokenEncoder): MergeRules | undefined {
  return vocabulary === undefined ? merging : rulesOfVocabulary(vocabulary);
}
