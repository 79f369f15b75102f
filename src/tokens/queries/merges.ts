import { LONGEST_PIECE, type Merges, type TokenMerges } from "../../shared/values/merges";
import { tokenBytes } from "../encode/tokenBytes";
import type { TokenDocument } from "../document/tokenDocument";
import { NONE } from "../encode/trie";
import { idOf, type Vocabulary } from "../encode/vocabulary";

/**
 * Merges bytes as byte-pair encoding is defined: of all neighbouring pairs the one of the lowest
 * rank, the leftmost of equal ones, until none is left. The encoder comes to the same tokens in
 * another way, which makes no merge; this is for showing how they come to be, so for few bytes.
 */
export function mergesOf(vocabulary: Vocabulary, bytes: Uint8Array<ArrayBuffer>): Merges {
  /** Where each part starts, and at last where the last one ends. */
  const cuts = Array.from({ length: bytes.length + 1 }, (_, byte) => byte);
  const steps: { start: number; middle: number; stop: number; id: number }[] = [];
  for (;;) {
    let best = NONE;
    let lowest = Infinity;
    for (let at = 0; at + 2 < cuts.length; at++) {
      const id = idOf(vocabulary, bytes, cuts[at] as number, cuts[at + 2] as number);
      // An ordinary token's id is the rank of its merge.
      if (id !== NONE && id < lowest) [lowest, best] = [id, at];
    }
    if (best === NONE) break;
    const [start = 0, middle = 0, stop = 0] = cuts.slice(best, best + 3);
    steps.push({ start, middle, stop, id: lowest });
    cuts.splice(best + 1, 1);
  }
  const ends = cuts.slice(1);
  return {
    bytes,
    starts: Uint16Array.from(steps, ({ start }) => start),
    middles: Uint16Array.from(steps, ({ middle }) => middle),
    stops: Uint16Array.from(steps, ({ stop }) => stop),
    made: Uint32Array.from(steps, ({ id }) => id),
    ids: Uint32Array.from(ends, (end, at) => idOf(vocabulary, bytes, cuts[at] as number, end)),
    ends: Uint16Array.from(ends),
  };
}

/** How token `index` of a document came to be. */
export function tokenMerges(document: TokenDocument, index: number): TokenMerges {
  const { encoder, version } = document;
  const { vocabulary } = encoder;
  if (index >= document.tokenCount || vocabulary === undefined) return { kind: "none", version };
  const piece = document.pieceOf(index, LONGEST_PIECE);
  const { from, to } = piece ?? { from: index, to: index + 1 };
  const { ids } = document.copy(from, to);
  if (encoder.isSpecial(ids[index - from] ?? NONE)) return { kind: "special", version };
  const { bytes } = tokenBytes(encoder, ids);
  const kind = piece === undefined ? "token" : "piece";
  return { kind, version, at: index - from, ...mergesOf(vocabulary, bytes) };
}
