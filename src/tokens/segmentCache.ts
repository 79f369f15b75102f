import type { TokenList } from "./tokenList";

/** Segments longer than this are encoded anew each time. Code units. */
export const LONGEST_KEPT = 48;

const SLOT_BITS = 18;
const SLOTS = 1 << SLOT_BITS;
const MOST_SEGMENTS = SLOTS >> 1;
const MOST_UNITS = 1 << 21;
const MOST_TOKENS = 1 << 19;
/** Words of a slot: hash, place of its units, their count, and its token or place of its tokens. */
export const SLOT_WORDS = 4;
const MISSING = 0;

/**
 * The tokens of segments met before. It holds at most a fixed number of segments and starts anew
 * when full, so that it costs the same memory whatever the text.
 *
 * A slot whose count is 0 is free. A value of at least 0 is the only token of the segment; else
 * its complement is the place of the tokens in `tokens`: their count, then for each its id and
 * its span in code units from the segment's start, `first | end << 8`.
 */
export class SegmentCache {
  readonly slots = new Int32Array(SLOTS * SLOT_WORDS);
  readonly tokens = new Uint32Array(MOST_TOKENS);
  private readonly units = new Uint16Array(MOST_UNITS);
  private segments = 0;
  private unitEnd = 0;
  private tokenEnd = 0;

  /** The word of the slot that holds `text[start, end)`, or of the free one where it belongs. */
  find(text: string, start: number, end: number, hash: number): number {
    const { slots, units } = this;
    const length = end - start;
    let slot = (hash ^ (hash >>> SLOT_BITS)) & (SLOTS - 1);
    for (;;) {
      const word = slot << 2;
      const kept = slots[word + 2] as number;
      if (kept === MISSING) return word;
      if (kept === length && slots[word] === hash) {
        let unit = slots[word + 1] as number;
        let at = start;
        while (at < end && units[unit] === text.charCodeAt(at)) {
          at++;
          unit++;
        }
        if (at === end) return word;
      }
      slot = (slot + 1) & (SLOTS - 1);
    }
  }

  /** Keeps that `list[from, …)` are a segment's tokens, in the free slot that `find` gave. */
  keep(
    word: number,
    text: string,
    start: number,
    end: number,
    hash: number,
    list: TokenList,
    from: number,
  ): void {
    const { slots, units, tokens } = this;
    const { ids, starts, ends } = list;
    const count = list.length - from;
    if (
      this.segments === MOST_SEGMENTS ||
      this.unitEnd + LONGEST_KEPT > MOST_UNITS ||
      this.tokenEnd + 2 * count + 1 > MOST_TOKENS
    ) {
      slots.fill(0);
      this.segments = this.unitEnd = this.tokenEnd = 0;
      word = this.find(text, start, end, hash);
    }
    this.segments++;
    slots[word] = hash;
    slots[word + 1] = this.unitEnd;
    slots[word + 2] = end - start;
    let unit = this.unitEnd;
    for (let at = start; at < end; at++) units[unit++] = text.charCodeAt(at);
    this.unitEnd = unit;
    if (count === 1) {
      slots[word + 3] = ids[from] as number;
      return;
    }
    slots[word + 3] = ~this.tokenEnd;
    tokens[this.tokenEnd++] = count;
    let to = this.tokenEnd;
    for (let token = from; token < list.length; token++) {
      tokens[to++] = ids[token] as number;
      tokens[to++] = ((starts[token] as number) - start) | (((ends[token] as number) - start) << 8);
    }
    this.tokenEnd = to;
  }
}
