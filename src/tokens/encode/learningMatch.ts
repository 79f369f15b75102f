import type { Neighbours } from "./neighbours";
import type { TokenList } from "./tokenList";
import { NONE } from "./trie";
import { BYTE_LENGTH, PREFIX, TOKEN_WORDS, type Vocabulary } from "./vocabulary";

/** Bytes from which a token is long: to find out what it fits costs more than to look it up. */
export const LONG = 8;

const SLOT_BITS = 14;
/** Words of a slot: the token on the left and the longest one behind it, then what is known. */
const SLOT_WORDS = 4;
/** The longest token that fits there, or `NONE`. */
const FITS = 2;
/** The one that was taken there last. */
const TAKEN = 3;

/** What is known of a place in the piece. */
const DEAD = 1;
const GUESSED = 2;

/**
 * Encodes what longest tokens first would encode slowly: runs of one sign. Of these a vocabulary has
 * tokens of dozens of lengths, but only one is what a long run is made of; each that is longer leads
 * into a dead end, many of them deep. So what was taken between the same two tokens last time is
 * tried first. Whatever the order, a row of tokens that fit each other is the only one.
 */
export class LearningMatch {
  private marks = new Uint8Array(64);
  private readonly slots = new Int32Array(SLOT_WORDS << SLOT_BITS).fill(NONE);
  private readonly table: Int32Array;

  constructor(
    { table }: Vocabulary,
    private readonly neighbours: Neighbours,
  ) {
    this.table = table;
  }

  /**
   * Goes on with a piece as `LongestMatch` does.
   * @param reached tokens in the list's arrays, with those of the piece that are found so far
   * @returns the number of tokens of the piece
   */
  goOn(
    bytes: Uint8Array,
    length: number,
    tokens: TokenList,
    start: number,
    reached: number,
  ): number {
    if (length >= this.marks.length) this.marks = new Uint8Array(2 * length);
    const { marks, slots, neighbours } = this;
    marks.fill(0, 0, length + 1);
    const { ids, ends, length: from } = tokens;
    let count = reached;
    let at = count === from ? 0 : (ends[count - 1] as number) - start;
    let id = neighbours.longestAt(bytes, at, length);
    // The longest token of a place that was come back to, if that may be worth remembering.
    let longest = NONE;
    let isBack = false;
    for (;;) {
      const left = count === from ? NONE : (ids[count - 1] as number);
      const guess = isBack ? NONE : this.guess(left, id, at);
      id = guess === NONE ? this.fitAt(left, id, at) : guess;
      if (id !== NONE) {
        if (guess !== NONE) marks[at] = GUESSED;
        if (longest !== NONE) slots[this.slotOf(left, longest) + TAKEN] = id;
        longest = NONE;
        isBack = false;
        at += this.lengthOf(id);
        ids[count] = id;
        ends[count++] = start + at;
        if (at === length) return count - from;
        id = neighbours.longestAt(bytes, at, length);
        continue;
      }
      // Nothing leads on from here: the token before must be another one.
      marks[at] = DEAD;
      isBack = true;
      at = --count === from ? 0 : (ends[count - 1] as number) - start;
      const isGuess = marks[at] === GUESSED;
      const isKept = isGuess || this.lengthOf(left) >= LONG;
      longest = isKept ? neighbours.longestAt(bytes, at, length) : NONE;
      id = isGuess ? longest : this.prefixOf(left);
      marks[at] = 0;
    }
  }

  /** What was taken last time, if that is not what would be tried first; else `NONE`. */
  private guess(left: number, longest: number, at: number): number {
    if (this.lengthOf(longest) < LONG) return NONE;
    const slot = this.slotOf(left, longest);
    const taken = this.slots[slot + TAKEN] as number;
    if (taken === this.slots[slot + FITS]) return NONE;
    return this.marks[at + this.lengthOf(taken)] === DEAD ? NONE : taken;
  }

  /** The longest token that fits behind `left`, `first` or one that it begins with; else `NONE`. */
  private fitAt(left: number, first: number, at: number): number {
    const { marks, slots, neighbours } = this;
    let id = first;
    while (id !== NONE) {
      if (this.lengthOf(id) >= LONG) {
        id = slots[this.slotOf(left, id) + FITS] as number;
        if (id === NONE) return NONE;
      } else if (left !== NONE && !neighbours.stayApart(left, id, false)) {
        id = this.prefixOf(id);
        continue;
      }
      if (marks[at + this.lengthOf(id)] !== DEAD) return id;
      id = this.prefixOf(id);
    }
    return NONE;
  }

  /** Where it stands what is known of a place behind `left` whose longest token is `longest`. */
  private slotOf(left: number, longest: number): number {
    const { slots, neighbours } = this;
    const hash = Math.imul(left, 0x9e37_79b1) ^ Math.imul(longest, 0x85eb_ca6b);
    const slot = (hash >>> (32 - SLOT_BITS)) * SLOT_WORDS;
    if (slots[slot] === left && slots[slot + 1] === longest) return slot;
    let id = longest;
    while (left !== NONE && id !== NONE && !neighbours.stayApart(left, id, false)) {
      id = this.prefixOf(id);
    }
    slots[slot] = left;
    slots[slot + 1] = longest;
    slots[slot + FITS] = slots[slot + TAKEN] = id;
    return slot;
  }

  private lengthOf(id: number): number {
    return this.table[id * TOKEN_WORDS + BYTE_LENGTH] as number;
  }

  private prefixOf(id: number): number {
    return this.table[id * TOKEN_WORDS + PREFIX] as number;
  }
}
