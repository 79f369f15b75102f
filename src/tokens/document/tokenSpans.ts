import type { Tokens } from "../../shared/values/tokens";
import type { TokenDocument } from "./tokenDocument";

/** UTF-16 code units `[start, end)` of a document. */
export interface Stretch {
  readonly start: number;
  readonly end: number;
  /** Where the line begins that `start` is in. */
  readonly lineStart: number;
}

/** The token is the first of its piece of the splitting pattern. */
export const PIECE_START = 1;

/**
 * The tokens that hold any code unit of some stretches, one row per token, with what colouring
 * them takes and nothing else. Stretches are in text order and do not touch; a token that reaches
 * from one into another has a row in each.
 */
export interface TokenSpans extends Tokens {
  readonly version: number;
  readonly tokenCount: number;
  /** Bits: `PIECE_START`. */
  readonly marks: Uint8Array<ArrayBuffer>;
  /** The rows of stretch `i` are `[rows[i], rows[i + 1])`. */
  readonly rows: Uint32Array<ArrayBuffer>;
  /** For each stretch, the document index of its first row. */
  readonly firsts: Uint32Array<ArrayBuffer>;
  /**
   * For each stretch, how many tokens between the start of its first line and its first row end
   * behind all before them. Where tokens share a character, only one of them does.
   */
  readonly turns: Uint32Array<ArrayBuffer>;
  /** Code units of the first token that does not fit into the context; undefined if all fit. */
  readonly beyond: { readonly start: number; readonly end: number } | undefined;
}

/** @param contextLength tokens that the model takes; undefined where that is not known */
export function tokenSpans(
  document: TokenDocument,
  stretches: readonly Stretch[],
  contextLength: number | undefined,
): TokenSpans {
  const places = stretches.map(({ start, end }) => document.touching(start, end));
  const rows = new Uint32Array(stretches.length + 1);
  places.forEach(({ from, to }, at) => {
    rows[at + 1] = (rows[at] as number) + to - from;
  });
  const count = rows[stretches.length] as number;
  const ids = new Uint32Array(count);
  const starts = new Uint32Array(count);
  const ends = new Uint32Array(count);
  const marks = new Uint8Array(count);
  places.forEach(({ from, to }, at) => {
    const row = rows[at] as number;
    const tokens = document.copy(from, to);
    ids.set(tokens.ids, row);
    starts.set(tokens.starts, row);
    ends.set(tokens.ends, row);
    document.pieceStarts(from, to, marks.subarray(row));
  });
  return {
    version: document.version,
    tokenCount: document.tokenCount,
    ids,
    starts,
    ends,
    marks,
    rows,
    firsts: Uint32Array.from(places, ({ from }) => from),
    turns: Uint32Array.from(stretches, ({ start, lineStart }) =>
      start === lineStart ? 0 : turnsBetween(document, lineStart, start),
    ),
    beyond: contextLength === undefined ? undefined : spanOf(document, contextLength),
  };
}

function turnsBetween(document: TokenDocument, lineStart: number, start: number): number {
  const { from } = document.touching(lineStart, start);
  const { from: to } = document.touching(start, start + 1);
  const { ends } = document.copy(from, to);
  let turns = 0;
  let last = 0;
  for (const end of ends) {
    if (end > last) turns++;
    last = end;
  }
  return turns;
}

function spanOf(document: TokenDocument, token: number): TokenSpans["beyond"] {
  if (token >= document.tokenCount) return undefined;
  const { starts, ends } = document.copy(token, token + 1);
  return { start: starts[0] as number, end: ends[0] as number };
}
