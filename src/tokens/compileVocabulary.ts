import { BytePairMerge } from "./bytePairMerge";
import {
  EMPTY,
  hashBytes,
  hashPair,
  HEADER_WORDS,
  MAGIC,
  readVocabulary,
  slotOfHash,
} from "./vocabulary";

/** `<|endoftext|>` follows the ordinary tokens of GPT-2. */
const SPECIAL_TOKENS = 1;

/**
 * Makes the binary that `readVocabulary` reads, at build time.
 * @param ranks a tiktoken rank table: a line per token, base64 bytes, a space, the rank
 */
export function compileVocabulary(ranks: string): Uint8Array {
  const tokens = ranks
    .split("\n")
    .filter((line) => line !== "")
    .map((line, index) => {
      const [base64 = "", rank] = line.split(" ");
      if (Number(rank) !== index) throw new Error(`Rank ${String(rank)} stands on line ${index}.`);
      return Buffer.from(base64, "base64");
    });
  const idOf = new Map(tokens.map((bytes, id) => [bytes.toString("latin1"), id]));

  const byteStarts = new Uint32Array(tokens.length + 1);
  tokens.forEach((bytes, id) => (byteStarts[id + 1] = (byteStarts[id] ?? 0) + bytes.length));
  const bytes = Buffer.concat(tokens);
  const byteIds = Uint32Array.from({ length: 256 }, (_, byte) => {
    const id = idOf.get(String.fromCharCode(byte));
    if (id === undefined) throw new Error(`No token for the single byte ${byte}.`);
    return id;
  });

  const merges: [left: number, right: number, merged: number][] = [];
  for (const [token, merged] of idOf) {
    // Every split counts, not only the one that made the token in training: tiktoken merges any
    // two neighbours whose joined bytes are a token.
    for (let cut = 1; cut < token.length; cut++) {
      const left = idOf.get(token.slice(0, cut));
      const right = idOf.get(token.slice(cut));
      if (left !== undefined && right !== undefined) merges.push([left, right, merged]);
    }
  }
  const pairSlots = slotsFor(merges.length);
  const pairs = new Uint32Array(3 * pairSlots).fill(EMPTY);
  for (const merge of merges) {
    let slot = hashPair(merge[0], merge[1], pairSlots - 1);
    while (pairs[3 * slot + 2] !== EMPTY) slot = (slot + 1) & (pairSlots - 1);
    pairs.set(merge, 3 * slot);
  }
  const wholes = new Uint32Array(slotsFor(tokens.length)).fill(EMPTY);
  tokens.forEach((token, id) => {
    let slot = slotOfHash(hashBytes(token, 0, token.length), wholes.length - 1);
    while (wholes[slot] !== EMPTY) slot = (slot + 1) & (wholes.length - 1);
    wholes[slot] = id;
  });

  const header = new Uint32Array(HEADER_WORDS);
  const size = tokens.length + SPECIAL_TOKENS;
  header.set([MAGIC, tokens.length, size, bytes.length, pairSlots, wholes.length]);
  const pack = (splits: Uint32Array): ArrayBuffer => {
    const parts = [header, byteStarts, byteIds, pairs, wholes, splits, bytes].map(
      (part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength),
    );
    return new Uint8Array(Buffer.concat(parts)).buffer;
  };
  // What merges last is found with the vocabulary itself, which needs no splits for that.
  const splits = new Uint32Array(2 * tokens.length);
  const merge = new BytePairMerge(readVocabulary(pack(splits)));
  tokens.forEach((token, id) => {
    splits.set(merge.lastMerge(token, id), 2 * id);
  });
  return new Uint8Array(pack(splits));
}

/** A power of two that leaves an open-addressing table at most half full. */
function slotsFor(entries: number): number {
  return 2 ** Math.ceil(Math.log2(2 * entries));
}
