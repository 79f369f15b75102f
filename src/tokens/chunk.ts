import type { Encoder } from "./encoder";
import type { TokenList } from "./tokenList";

/**
 * A stretch of a document that begins and ends at firm places where pieces do, with its tokens. Offsets are code
 * units from the chunk's start.
 */
export interface Chunk {
  readonly text: string;
  readonly byteLength: number;
  readonly ids: Uint32Array;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** 1 where a token is the first of its piece. */
  readonly firsts: Uint8Array;
}

/** Code units that a chunk is cut to. A longer piece makes a longer chunk. */
export const CHUNK_UNITS = 2048;

/**
 * Cuts tokens of one text into chunks.
 * @param list tokens that tile `text`
 * @param encoder the one that made them
 */
export function cutChunks(text: string, list: TokenList, encoder: Encoder): Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  while (from < list.length) {
    const start = list.starts[from] as number;
    let to = from + 1;
    let cut = list.length;
    for (; to < list.length; to++) {
      const at = list.starts[to] as number;
      if (at - start < CHUNK_UNITS || list.firsts[to] === 0) continue;
      if (encoder.pattern.isFirm(text, at)) {
        cut = to;
        break;
      }
    }
    // A rest too small for a chunk of its own stays with its neighbour.
    if (text.length - (list.starts[cut] ?? text.length) < CHUNK_UNITS / 4) cut = list.length;
    chunks.push(makeChunk(text, list, from, cut, encoder));
    from = cut;
  }
  return chunks;
}

function makeChunk(
  text: string,
  list: TokenList,
  from: number,
  to: number,
  encoder: Encoder,
): Chunk {
  const start = list.starts[from] as number;
  const end = to < list.length ? (list.starts[to] as number) : text.length;
  const ids = list.ids.slice(from, to);
  const starts = list.starts.slice(from, to);
  const ends = list.ends.slice(from, to);
  let byteLength = 0;
  for (let at = 0; at < ids.length; at++) {
    starts[at] = (starts[at] as number) - start;
    ends[at] = (ends[at] as number) - start;
    byteLength += encoder.byteLengthOf(ids[at] as number);
  }
  return {
    text: text.slice(start, end),
    byteLength,
    ids,
    starts,
    ends,
    firsts: list.firsts.slice(from, to),
  };
}
