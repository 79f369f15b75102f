import type { TokenList } from "./tokenList";

/** Segments longer than this are encoded anew each time: a rule of signs fits, base64 does not. Code units. */
export const LONGEST_REPEATED = 512;

const SLOT_BITS = 11;
/** Of all that is kept: with more, everything is forgotten. */
const MOST_BYTES = 2 << 20;

interface LongSegment {
  readonly hash: number;
  /** Code units. */
  readonly units: Uint16Array;
  readonly ids: Uint32Array;
  /** Spans in code units from the segment's start. */
  readonly starts: Uint16Array;
  readonly ends: Uint16Array;
}

/**
 * The tokens of segments that are too long for `SegmentCache` and were met before: rules of dashes,
 * rows of boxes, the same emoji again and again. Each has one slot that it may be kept in, and the newest
 * has it: at most 2 MB, whatever the text.
 */
export class LongSegmentCache {
  private readonly slots = new Array<LongSegment | undefined>(1 << SLOT_BITS).fill(undefined);
  private bytes = 0;

  /**
   * Appends the tokens of the segment `text[start, end)` to `tokens`, if they are known.
   * @param end at most `LONGEST_REPEATED` behind `start`
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
    const kept = this.slots[slotOf(hash)];
    if (kept?.hash !== hash || kept.units.length !== end - start) return false;
    const { units, ids, starts, ends } = kept;
    for (let at = 0; at < units.length; at++) {
      if (units[at] !== text.charCodeAt(start + at)) return false;
    }
    for (let at = 0; at < ids.length; at++) {
      tokens.push(
        ids[at] as number,
        start + (starts[at] as number),
        start + (ends[at] as number),
        first && at === 0,
      );
    }
    return true;
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
    const [length, count] = [end - start, tokens.length - from];
    // Filled by hand: `from` with a function takes longer than to encode anew.
    const units = new Uint16Array(length);
    for (let at = 0; at < length; at++) units[at] = text.charCodeAt(start + at);
    const [starts, ends] = [new Uint16Array(count), new Uint16Array(count)];
    for (let at = 0; at < count; at++) {
      starts[at] = (tokens.starts[from + at] as number) - start;
      ends[at] = (tokens.ends[from + at] as number) - start;
    }
    this.bytes += 2 * length + 8 * count;
    if (this.bytes > MOST_BYTES) {
      this.slots.fill(undefined);
      this.bytes = 0;
    }
    const ids = tokens.ids.slice(from, from + count);
    this.slots[slotOf(hash)] = { hash, units, ids, starts, ends };
  }
}

function slotOf(hash: number): number {
  return (hash ^ (hash >>> SLOT_BITS)) & ((1 << SLOT_BITS) - 1);
}
