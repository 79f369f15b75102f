import { NONE } from "../encode/trie";
import { PAIR_WORDS, putPair, slotsFor, tokenAt, type MergeTable } from "./mergeTable";

/**
 * The merges of a vocabulary whose ids are ranks: each way to cut a token into two others.
 * @returns them, and which bytes they hold side by side around a character's start
 */
export function rankMerges(
  table: Pick<MergeTable, "bytes" | "byteStarts" | "index">,
): Pick<MergeTable, "pairs" | "joins"> {
  const { bytes, byteStarts } = table;
  const joins = new Uint8Array(1 << 16);
  /** Left, right and made token of each. */
  let found = new Int32Array(3 << 16);
  let length = 0;
  for (let id = 0; id + 1 < byteStarts.length; id++) {
    const start = byteStarts[id] as number;
    const end = byteStarts[id + 1] as number;
    for (let middle = start + 1; middle < end; middle++) {
      const left = tokenAt(table, bytes, start, middle);
      const right = left === NONE ? NONE : tokenAt(table, bytes, middle, end);
      if (right === NONE) continue;
      if (length + 3 > found.length) {
        const longer = new Int32Array(2 * found.length);
        longer.set(found);
        found = longer;
      }
      found[length] = left;
      found[length + 1] = right;
      found[length + 2] = id;
      length += 3;
      const next = bytes[middle] as number;
      if ((next & 0xc0) !== 0x80) joins[((bytes[middle - 1] as number) << 8) | next] = 1;
    }
  }
  const pairs = new Int32Array(PAIR_WORDS * slotsFor(length / 3)).fill(NONE);
  for (let at = 0; at < length; at += 3) {
    const made = found[at + 2] as number;
    putPair(pairs, found[at] as number, found[at + 1] as number, made, made);
  }
  return { pairs, joins };
}
