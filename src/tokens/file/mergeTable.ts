import { NONE } from "../encode/trie";

/**
 * A byte-pair vocabulary by its merges, in typed arrays: which two tokens join, and in which order.
 * Unlike the vocabularies of tiktoken it does not take ids for ranks, nor every pair whose bytes
 * are a token for a merge.
 */
export interface MergeTable {
  /** Bytes of all tokens, one after another; those of id `i` are `[byteStarts[i], byteStarts[i + 1])`. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly byteStarts: Uint32Array<ArrayBuffer>;
  /** Id of each single byte. */
  readonly byteIds: Int32Array<ArrayBuffer>;
  /**
   * Merges in open addressing, `PAIR_WORDS` each: the left token, `NONE` of a free slot, the right
   * one, the rank (0 is first) and the token that they make.
   */
  readonly pairs: Int32Array<ArrayBuffer>;
  /** Ids of the tokens in open addressing by the hash of their bytes, `NONE` in a free slot. */
  readonly index: Int32Array<ArrayBuffer>;
  /** 1 at `last << 8 | first` where a merge may hold those two bytes on both sides of a character's start. */
  readonly joins: Uint8Array<ArrayBuffer>;
}

export const PAIR_WORDS = 4;
const RIGHT = 1;
export const RANK = 2;
export const MADE = 3;

/** Words of the first slot that a pair may stand in; `mask` is the number of slots, less one. */
function pairSlot(left: number, right: number, mask: number): number {
  const hash = Math.imul(left, 0x9e37_79b1) ^ Math.imul(right, 0x85eb_ca6b);
  return ((hash ^ (hash >>> 15)) & mask) * PAIR_WORDS;
}

/** Where in `pairs` the merge of two tokens stands, or `NONE`. */
export function findPair(pairs: Int32Array, left: number, right: number): number {
  const mask = pairs.length / PAIR_WORDS - 1;
  let at = pairSlot(left, right, mask);
  for (;;) {
    const here = pairs[at] as number;
    if (here === left && pairs[at + RIGHT] === right) return at;
    if (here === NONE) return NONE;
    at += PAIR_WORDS;
    if (at === pairs.length) at = 0;
  }
}

/** Puts a merge into `pairs`, which has room; of two of the same tokens the last counts. */
export function putPair(
  pairs: Int32Array,
  left: number,
  right: number,
  rank: number,
  made: number,
): void {
  const mask = pairs.length / PAIR_WORDS - 1;
  let at = pairSlot(left, right, mask);
  while (pairs[at] !== NONE && !(pairs[at] === left && pairs[at + RIGHT] === right)) {
    at += PAIR_WORDS;
    if (at === pairs.length) at = 0;
  }
  pairs[at] = left;
  pairs[at + RIGHT] = right;
  pairs[at + RANK] = rank;
  pairs[at + MADE] = made;
}

/** Bytes of one token: none where no token has the id. */
export function tokenOf({ bytes, byteStarts }: MergeTable, id: number): Uint8Array<ArrayBuffer> {
  return bytes.subarray(byteStarts[id] ?? 0, byteStarts[id + 1] ?? 0);
}

/** Id of the token that is `bytes[start, end)`, or `NONE`. */
export function tokenAt(
  table: Pick<MergeTable, "index" | "bytes" | "byteStarts">,
  bytes: Uint8Array,
  start: number,
  end: number,
): number {
  const { index } = table;
  for (let slot = hashOf(bytes, start, end) & (index.length - 1); ;) {
    const id = index[slot] as number;
    if (id === NONE || isToken(table, id, bytes, start, end)) return id;
    slot = (slot + 1) & (index.length - 1);
  }
}

/** Puts a token into the index, which has room. Of two of the same bytes the first stays. */
export function putToken(
  table: Pick<MergeTable, "index" | "bytes" | "byteStarts">,
  id: number,
): void {
  const { index, bytes, byteStarts } = table;
  const start = byteStarts[id] as number;
  const end = byteStarts[id + 1] as number;
  let slot = hashOf(bytes, start, end) & (index.length - 1);
  for (;;) {
    const here = index[slot] as number;
    if (here === NONE) break;
    if (isToken(table, here, bytes, start, end)) return;
    slot = (slot + 1) & (index.length - 1);
  }
  index[slot] = id;
}

/** Slots of a table in open addressing for so many entries. */
export function slotsFor(entries: number): number {
  let slots = 64;
  while (slots * 3 < entries * 4) slots *= 2;
  return slots;
}

function isToken(
  { bytes: all, byteStarts }: Pick<MergeTable, "bytes" | "byteStarts">,
  id: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  const own = byteStarts[id] as number;
  if ((byteStarts[id + 1] as number) - own !== end - start) return false;
  for (let at = start; at < end; at++) if (all[own + at - start] !== bytes[at]) return false;
  return true;
}

/** FNV-1a, whose highest bits are mixed into the lowest. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c_9dc5 | 0;
  for (let at = start; at < end; at++) {
    hash = Math.imul(hash ^ (bytes[at] as number), 0x0100_0193);
  }
  return hash ^ (hash >>> 15);
}
