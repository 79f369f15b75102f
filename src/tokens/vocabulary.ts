/**
 * A byte-pair vocabulary in typed arrays, read from the binary that `compileVocabulary` makes.
 * Ids of ordinary tokens are their merge ranks, as in every tiktoken vocabulary.
 */
export interface Vocabulary {
  /** Ordinary tokens and special tokens: one more than the largest id. */
  readonly size: number;
  /** Bytes of all ordinary tokens, one after another in the order of their ids. */
  readonly bytes: Uint8Array;
  /** Token `id` has bytes `[byteStarts[id], byteStarts[id + 1])`. */
  readonly byteStarts: Uint32Array;
  /** Id of each single byte. */
  readonly byteIds: Uint32Array;
  /** Open addressing by `hashPair`: left id, right id, id of what they merge to, or `EMPTY`. */
  readonly pairs: Uint32Array;
  /** The two tokens of each token's last merge, at `2 * id`; twice itself where there is none. */
  readonly splits: Uint32Array;
  /** Id that two single bytes merge to at `left << 8 | right`, or `EMPTY`. */
  readonly bytePairs: Uint32Array;
  /** 1 at `last << 8 | first` where a token holds those two bytes on both sides of a character's start. */
  readonly joins: Uint8Array;
  /** Open addressing by `hashBytes`: ids of whole tokens, or `EMPTY`. */
  readonly wholes: Uint32Array;
}

export const EMPTY = 0xffff_ffff;
export const END_OF_TEXT = "<|endoftext|>";
/** Words of the header: magic number, ordinary tokens, size, bytes, pair slots, whole slots. */
export const HEADER_WORDS = 6;
/** "TSV2", little-endian. */
export const MAGIC = 0x3256_5354;

/** The pair table's slot to look at first; `mask` is its number of slots less one. */
export function hashPair(left: number, right: number, mask: number): number {
  const mixed = Math.imul(left, 0x9e37_79b1) ^ Math.imul(right, 0x85eb_ca77);
  return (mixed ^ (mixed >>> 15)) & mask;
}

export const FNV_START = 0x811c_9dc5 | 0;
export const FNV_FACTOR = 0x0100_0193;

/** FNV-1a over `bytes[start, end)`, as a 32-bit integer. */
export function hashBytes(bytes: Uint8Array, start: number, end: number): number {
  let hash = FNV_START;
  for (let at = start; at < end; at++) {
    hash = Math.imul(hash ^ (bytes[at] as number), FNV_FACTOR);
  }
  return hash;
}

/** The table's slot to look at first for bytes of a hash. */
export function slotOfHash(hash: number, mask: number): number {
  return (hash ^ (hash >>> 15)) & mask;
}

/**
 * Reads a compiled vocabulary without copying it.
 * @throws {Error} when the file is not one that this version compiles
 */
export function readVocabulary(file: ArrayBuffer): Vocabulary {
  const header = new Uint32Array(file, 0, Math.min(HEADER_WORDS, file.byteLength >> 2));
  const [magic, ordinary = 0, size = 0, byteCount = 0, pairSlots = 0, wholeSlots = 0] = header;
  const words = HEADER_WORDS + (ordinary + 1) + 256 + 3 * pairSlots + wholeSlots + 2 * ordinary;
  if (magic !== MAGIC || file.byteLength !== 4 * words + byteCount) {
    throw new Error("The vocabulary file is damaged or of another version. Reinstall Tokenscope.");
  }
  let word = HEADER_WORDS;
  const take = (count: number): Uint32Array => {
    const part = new Uint32Array(file, 4 * word, count);
    word += count;
    return part;
  };
  const byteStarts = take(ordinary + 1);
  return {
    size,
    byteStarts,
    byteIds: take(256),
    pairs: take(3 * pairSlots),
    wholes: take(wholeSlots),
    splits: take(2 * ordinary),
    bytes: new Uint8Array(file, 4 * words, byteCount),
    bytePairs: bytePairsOf(new Uint8Array(file, 4 * words, byteCount), byteStarts),
    joins: joinsOf(new Uint8Array(file, 4 * words, byteCount), byteStarts),
  };
}

/** Id of the ordinary token with exactly these bytes, or `EMPTY`. */
export function wholeToken(
  vocabulary: Vocabulary,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  return tokenWithHash(vocabulary, bytes, start, end, hashBytes(bytes, start, end));
}

/** As `wholeToken`, with the hash of the bytes known. */
export function tokenWithHash(
  vocabulary: Vocabulary,
  bytes: Uint8Array,
  start: number,
  end: number,
  hash: number,
): number {
  const { wholes, byteStarts } = vocabulary;
  const mask = wholes.length - 1;
  for (let slot = slotOfHash(hash, mask); ; slot = (slot + 1) & mask) {
    const id = wholes[slot] as number;
    if (id === EMPTY) return EMPTY;
    const from = byteStarts[id] as number;
    const length = (byteStarts[id + 1] as number) - from;
    if (length === end - start && sameBytes(vocabulary.bytes, from, bytes, start, length)) {
      return id;
    }
  }
}

/** Id of what two neighbouring tokens merge to, which is also the merge's rank, or `EMPTY`. */
export function mergedPair(vocabulary: Vocabulary, left: number, right: number): number {
  const { pairs } = vocabulary;
  const mask = pairs.length / 3 - 1;
  for (let slot = hashPair(left, right, mask); ; slot = (slot + 1) & mask) {
    const merged = pairs[3 * slot + 2] as number;
    if (merged === EMPTY || (pairs[3 * slot] === left && pairs[3 * slot + 1] === right)) {
      return merged;
    }
  }
}

function sameBytes(
  a: Uint8Array,
  aStart: number,
  b: Uint8Array,
  bStart: number,
  length: number,
): boolean {
  for (let at = 0; at < length; at++) {
    if (a[aStart + at] !== b[bStart + at]) return false;
  }
  return true;
}

function joinsOf(bytes: Uint8Array, byteStarts: Uint32Array): Uint8Array {
  const joins = new Uint8Array(1 << 16);
  for (let id = 0; id + 1 < byteStarts.length; id++) {
    const end = byteStarts[id + 1] as number;
    for (let at = (byteStarts[id] as number) + 1; at < end; at++) {
      const byte = bytes[at] as number;
      if ((byte & 0xc0) !== 0x80) joins[((bytes[at - 1] as number) << 8) | byte] = 1;
    }
  }
  return joins;
}

function bytePairsOf(bytes: Uint8Array, byteStarts: Uint32Array): Uint32Array {
  const bytePairs = new Uint32Array(1 << 16).fill(EMPTY);
  for (let id = 0; id + 1 < byteStarts.length; id++) {
    const start = byteStarts[id] as number;
    if ((byteStarts[id + 1] as number) - start !== 2) continue;
    bytePairs[((bytes[start] as number) << 8) | (bytes[start + 1] as number)] = id;
  }
  return bytePairs;
}
