import { LearningMatch, LONG } from "./learningMatch";
import { Neighbours } from "./neighbours";
import type { TokenList } from "./tokenList";
import { NONE } from "./trie";
import { BYTE_LENGTH, PREFIX, TOKEN_WORDS, type Vocabulary } from "./vocabulary";

/** Tokens found by the longest that are looked for anew when a long one did not lead on. */
const REDONE = 8;

/**
 * Byte-pair encodes a piece from left to right, in time that grows with its length alone.
 *
 * A row of tokens is the encoding of its bytes exactly when every two neighbours are, so it is
 * enough to take the longest token that fits its left neighbour, and to go back where none does.
 * The idea is that of the Rust crate `bpe` (github/rust-gems).
 */
export class LongestMatch {
  /** 1 at a place that no row of tokens leads on from. */
  private dead = new Uint8Array(64);

  private readonly table: Int32Array;
  private readonly neighbours: Neighbours;
  private learning: LearningMatch | undefined;

  constructor(private readonly vocabulary: Vocabulary) {
    this.table = vocabulary.table;
    this.neighbours = new Neighbours(vocabulary);
  }

  /**
   * Writes the tokens of the piece `bytes[0, length)` behind those of `tokens`, ids and ends alone,
   * without counting them in.
   * @param start counted to the ends: the piece's place in the text, if it is all ASCII
   * @returns the number of tokens
   */
  encode(bytes: Uint8Array, length: number, tokens: TokenList, start: number): number {
    tokens.expect(length);
    const { ids, ends, length: from } = tokens;
    if (length >= this.dead.length) this.dead = new Uint8Array(2 * length);
    const { dead, table, neighbours } = this;
    let count = from;
    let at = 0;
    let id = neighbours.longestAt(bytes, 0, length);
    let isClean = true;
    // A token that is the longest at its place forms no longer one with what follows.
    let isLongest = false;
    let stays = true;
    for (;;) {
      const left = count === from ? NONE : (ids[count - 1] as number);
      while (id !== NONE) {
        const size = table[id * TOKEN_WORDS + BYTE_LENGTH] as number;
        const end = at + size;
        if (
          (isClean || dead[end] === 0) &&
          (left === NONE || neighbours.stayApart(left, id, isLongest))
        ) {
          ids[count] = id;
          ends[count++] = start + end;
          at = end;
          break;
        }
        if (size >= LONG) return this.learn(bytes, length, tokens, start, count);
        stays = false;
        id = table[id * TOKEN_WORDS + PREFIX] as number;
      }
      if (id !== NONE) {
        if (at === length) return count - from;
        id = neighbours.longestAt(bytes, at, length);
        isLongest = stays;
        stays = true;
        continue;
      }
      // No token fits here: the one before must be a shorter one.
      if (isClean) dead.fill(0, 0, length + 1);
      isClean = false;
      dead[at] = 1;
      isLongest = stays = false;
      count--;
      id = table[left * TOKEN_WORDS + PREFIX] as number;
      at = count === from ? 0 : (ends[count - 1] as number) - start;
    }
  }

  private learn(
    bytes: Uint8Array,
    length: number,
    tokens: TokenList,
    start: number,
    count: number,
  ): number {
    this.learning ??= new LearningMatch(this.vocabulary, this.neighbours);
    const reached = Math.max(tokens.length, count - REDONE);
    return this.learning.goOn(bytes, length, tokens, start, reached);
  }
}
