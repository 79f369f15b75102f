import type { TokenList } from "./tokenList";

/** Segments are told apart by FNV-1a over their code units first. */
export const FNV_START = 0x811c_9dc5 | 0;
export const FNV_FACTOR = 0x0100_0193;

const SLOT_BITS = 15;
const SLOTS = 1 << SLOT_BITS;
/** Words of a slot: 64 bytes, which memory brings at once. */
const SLOT_WORDS = 16;
/** Of those: the hash, then the segment's units and tokens counted in one word. */
const HEAD_WORDS = 2;
const MOST_TOKENS = 6;
/** Segments longer than this are encoded anew each time. Code units. */
export const LONGEST_KEPT = 16;
const FIRST_UNIT = 2 * (HEAD_WORDS + MOST_TOKENS);

/** A kept token in one word: its id, and its span in code units from the segment's start. */
const ID_BITS = 20;
const ID_MASK = (1 << ID_BITS) - 1;
const SPAN_BITS = 5;
const SPAN_MASK = (1 << SPAN_BITS) - 1;
/** Places that tell whether a segment was met: more than the slots, and far smaller. */
const MET_BITS = 17;

/**
 * The tokens of segments met before. Every segment has one slot that it may be kept in, and the
 * newest has it: the memory is the same whatever the text, and text that never repeats costs little.
 */
export class SegmentCache {
  private readonly words = new Int32Array(SLOTS * SLOT_WORDS);
  private readonly units = new Uint16Array(this.words.buffer);

  /**
   * Appends the tokens of the segment `text[start, end)` to `tokens`, if they are known.
   * @param end at most `LONGEST_KEPT` behind `start`
   * @param first whether the segment begins a piece
   */
  take(
    text: string,
    start: number,
    end: number,
    hash: number,
    first: boolean,
    tokens: TokenList,
  ): boolean {
    const { words, units } = this;
    const word = wordOf(hash);
    const counts = words[word + 1] as number;
    if (words[word] !== hash || counts >> 8 !== end - start) return false;
    let unit = 2 * word + FIRST_UNIT;
    for (let at = start; at < end; at++) {
      if (units[unit++] !== text.charCodeAt(at)) return false;
    }
    const from = word + HEAD_WORDS;
    const to = from + (counts & 0xff);
    for (let at = from; at < to; at++) {
      const kept = words[at] as number;
      tokens.push(
        kept & ID_MASK,
        start + ((kept >> ID_BITS) & SPAN_MASK),
        start + ((kept >> (ID_BITS + SPAN_BITS)) & SPAN_MASK),
        first && at === from,
      );
    }
    return true;
  }

  /** Eight bits of the hash last met at each of its places, 0 where there was none yet. */
  private readonly met = new Uint8Array(1 << MET_BITS);

  /**
   * Whether a segment of this hash has probably been met before; from now on it has. One met for
   * the first time need be neither looked for nor kept, and most such are never met again.
   */
  hasMet(hash: number): boolean {
    const place = (hash ^ (hash >>> MET_BITS)) & ((1 << MET_BITS) - 1);
    const tag = (hash >>> 24) | 1;
    if (this.met[place] === tag) return true;
    this.met[place] = tag;
    return false;
  }

  /** Keeps that `tokens[from, …)` are those of the segment. */
  keep(
    text: string,
    start: number,
    end: number,
    hash: number,
    tokens: TokenList,
    from: number,
  ): void {
    const count = tokens.length - from;
    if (count > MOST_TOKENS) return;
    const { words, units } = this;
    const word = wordOf(hash);
    words[word] = hash;
    words[word + 1] = ((end - start) << 8) | count;
    const { ids, starts, ends } = tokens;
    for (let at = 0; at < count; at++) {
      words[word + HEAD_WORDS + at] =
        (ids[from + at] as number) |
        (((starts[from + at] as number) - start) << ID_BITS) |
        (((ends[from + at] as number) - start) << (ID_BITS + SPAN_BITS));
    }
    let unit = 2 * word + FIRST_UNIT;
    for (let at = start; at < end; at++) units[unit++] = text.charCodeAt(at);
  }
}

function wordOf(hash: number): number {
  return ((hash ^ (hash >>> SLOT_BITS)) & (SLOTS - 1)) * SLOT_WORDS;
}
