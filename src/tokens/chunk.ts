import type { Encoder } from "./encoder";
import { TokenList } from "./tokenList";

/**
 * A stretch of a document that begins and ends at firm places where pieces do, with its tokens.
 * Their offsets are code units from the chunk's start.
 */
export interface Chunk {
  text: string;
  /** UTF-8 bytes of its tokens. */
  byteLength: number;
  readonly tokens: TokenList;
}

/** The tokens of neighbouring chunks, with offsets from the first chunk's start. */
export function joinChunks(chunks: readonly Chunk[]): TokenList {
  const list = new TokenList(chunks.reduce((sum, { tokens }) => sum + tokens.length, 0));
  let base = 0;
  for (const { text, tokens } of chunks) {
    list.append(tokens, 0, tokens.length, base);
    base += text.length;
  }
  return list;
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
  const tokens = new TokenList(to - from);
  tokens.append(list, from, to, -start);
  const byteLength = encoder.byteLengthOfAll(list, from, to);
  return { text: text.slice(start, end), byteLength, tokens };
}
