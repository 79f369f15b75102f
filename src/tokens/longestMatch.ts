import {
  EMPTY,
  FNV_FACTOR,
  FNV_START,
  hashBytes,
  mergedPair,
  slotOfHash,
  tokenWithHash,
  type Vocabulary,
} from "./vocabulary";

/**
 * Byte-pair encodes a long piece from left to right in time that grows with its length alone.
 *
 * A row of tokens is the encoding of its bytes exactly when every two neighbours are, so it is
 * enough to take the longest token that fits its left neighbour, and to go back where none does.
 * The idea is that of the Rust crate `bpe` (github/rust-gems).
 */
export class LongestMatch {
  /** Bytes of the longest token that starts with two bytes, and with three of one hash. */
  private readonly longest: Uint8Array;
  private readonly longestByHash: Uint8Array;
  /** Hashes of the bytes from the current place on, by length. */
  private readonly hashes = new Int32Array(256);
  /** 1 at a place that no row of tokens leads on from. */
  private dead = new Uint8Array(0);

  constructor(private readonly vocabulary: Vocabulary) {
    this.longest = longestByStart(vocabulary);
    this.longestByHash = longestByThree(vocabulary);
  }

  /**
   * @param ids gets the tokens, `ends` one past the last byte of each; as long as `length` at least
   * @returns the number of tokens of `bytes[0, length)`
   */
  encode(bytes: Uint8Array, length: number, ids: Uint32Array, ends: Uint32Array): number {
    if (this.dead.length <= length) this.dead = new Uint8Array(2 * length);
    else this.dead.fill(0, 0, length + 1);
    let count = 0;
    let at = 0;
    let most = length;
    while (at < length) {
      const size = this.match(bytes, at, Math.min(most, length - at), count, ids);
      if (size > 0) {
        at += size;
        ends[count++] = at;
        most = length;
      } else {
        // No token fits here: the one before must be a shorter one.
        this.dead[at] = 1;
        count--;
        const start = count === 0 ? 0 : (ends[count - 1] as number);
        most = at - start - 1;
        at = start;
      }
    }
    return count;
  }

  /** Puts the longest token of at most `most` bytes that fits into `ids[count]`; answers its size. */
  private match(
    bytes: Uint8Array,
    at: number,
    most: number,
    count: number,
    ids: Uint32Array,
  ): number {
    const { vocabulary, hashes, longest, dead } = this;
    const second = at + 1 < bytes.length ? (bytes[at + 1] as number) : 0;
    let limit = Math.min(most, longest[((bytes[at] as number) << 8) | second] as number);
    let hash = FNV_START;
    for (let size = 1; size <= limit; size++) {
      // Most places are the start of no token so long, and need not be tried at every size.
      if (size === 4)
        limit = Math.min(limit, this.longestByHash[slotOfHash(hash, THREES)] as number);
      hash = Math.imul(hash ^ (bytes[at + size - 1] as number), FNV_FACTOR);
      hashes[size] = hash;
    }
    const left = count === 0 ? EMPTY : (ids[count - 1] as number);
    for (let size = limit; size > 0; size--) {
      if (dead[at + size] === 1) continue;
      const id = tokenWithHash(vocabulary, bytes, at, at + size, hashes[size] as number);
      if (id === EMPTY || (left !== EMPTY && !this.stayApart(left, id))) continue;
      ids[count] = id;
      return size;
    }
    return 0;
  }

  /**
   * Whether two neighbours are the encoding of their joined bytes: undoing their merges from the
   * last to the first, no merge across the border would have come before one that was made.
   */
  private stayApart(left: number, right: number): boolean {
    const { vocabulary } = this;
    const { splits } = vocabulary;
    // Merges of lower rank come first; of equal ones the one further left.
    let before = EMPTY;
    for (;;) {
      const across = mergedPair(vocabulary, left, right);
      if (across !== EMPTY && across < before) return false;
      const inner = splits[2 * left + 1] as number;
      const outer = splits[2 * right] as number;
      if (left > right ? inner !== left : outer === right) {
        if (inner === left) return true;
        before = left;
        left = inner;
      } else {
        if (outer === right) return true;
        before = right + 1;
        right = outer;
      }
    }
  }
}

/** Slots less one for the hashes of three bytes. */
const THREES = (1 << 18) - 1;

function longestByThree({ bytes, byteStarts }: Vocabulary): Uint8Array {
  const longest = new Uint8Array(THREES + 1).fill(3);
  for (let id = 0; id + 1 < byteStarts.length; id++) {
    const start = byteStarts[id] as number;
    const size = (byteStarts[id + 1] as number) - start;
    if (size < 4) continue;
    const slot = slotOfHash(hashBytes(bytes, start, start + 3), THREES);
    longest[slot] = Math.max(longest[slot] as number, size);
  }
  return longest;
}

/** Bytes of the longest token that starts with each two bytes, at `first << 8 | second`. */
function longestByStart({ bytes, byteStarts }: Vocabulary): Uint8Array {
  const longest = new Uint8Array(1 << 16).fill(1);
  for (let id = 0; id + 1 < byteStarts.length; id++) {
    const start = byteStarts[id] as number;
    const size = (byteStarts[id + 1] as number) - start;
    if (size < 2) continue;
    const index = ((bytes[start] as number) << 8) | (bytes[start + 1] as number);
    longest[index] = Math.max(longest[index] as number, size);
  }
  return longest;
}
