import type { TokenEncoder } from "../encode/tokenEncoder";
import { TokenList } from "../encode/tokenList";
import { utf8Length } from "../encode/utf8Length";

/**
 * A stretch of a document that begins and ends at firm places where pieces do, with its tokens.
 * Their offsets are code units from the chunk's start. Text of no token is of the chunk before it.
 */
export interface Chunk {
  text: string;
  /** UTF-8 bytes of its tokens; of its whole text where not all of it is of tokens. */
  byteLength: number;
  readonly tokens: TokenList;
}

/** Tokens without text as chunks of a document. */
export function textless(ids: readonly number[]): Chunk[] {
  if (ids.length === 0) return [];
  const tokens = new TokenList(ids.length);
  for (const id of ids) tokens.push(id, 0, 0, true);
  return [{ text: "", byteLength: 0, tokens }];
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
 * @param list its tokens
 * @param encoder the one that made them
 */
export function cutChunks(text: string, list: TokenList, encoder: TokenEncoder): Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  // A text may be of no token at all.
  while (from < list.length || (chunks.length === 0 && text !== "")) {
    const start = startOf(list, from);
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
  encoder: TokenEncoder,
): Chunk {
  const start = startOf(list, from);
  const end = to < list.length ? (list.starts[to] as number) : text.length;
  const tokens = new TokenList(to - from);
  tokens.append(list, from, to, -start);
  const own = text.slice(start, end);
  const byteLength = encoder.isTiling ? encoder.byteLengthOfAll(list, from, to) : utf8Length(own);
  return { text: own, byteLength, tokens };
}

/** The first chunk also has what stands before its first token. */
function startOf(list: TokenList, from: number): number {
  return from === 0 ? 0 : (list.starts[from] as number);
}
