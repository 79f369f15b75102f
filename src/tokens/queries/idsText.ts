import type { TokenDocument } from "../document/tokenDocument";
import { touchedRanges } from "../document/touched";

/** The ids of some of a document's tokens as a list that Python reads: "[40, 367]". */
export interface IdsText {
  readonly version: number;
  readonly count: number;
  readonly text: string;
}

/** Ids that one step writes: a few milliseconds. */
const STEP_TOKENS = 1 << 15;

/**
 * Writes ids in steps. The document must stay as it is until the last.
 * @param spans code units whose tokens are meant, as `touchedRanges` takes them; not given: all
 */
export function* idsText(
  document: TokenDocument,
  spans?: Uint32Array,
): Generator<undefined, IdsText> {
  const { version, tokenCount } = document;
  const ranges =
    spans === undefined ? [{ from: 0, to: tokenCount }] : touchedRanges(document, spans);
  const parts: string[] = [];
  let count = 0;
  let written = 0;
  for (const { from, to } of ranges) {
    count += to - from;
    for (let at = from; at < to; at += STEP_TOKENS) {
      const { ids } = document.copy(at, Math.min(to, at + STEP_TOKENS));
      parts.push(ids.join(", "));
      written += ids.length;
      if (written < STEP_TOKENS) continue;
      written = 0;
      yield;
    }
  }
  return { version, count, text: `[${parts.join(", ")}]` };
}
