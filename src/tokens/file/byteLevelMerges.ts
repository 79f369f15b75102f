import { utf8Of } from "../encode/pieceBytes";
import { NONE } from "../encode/trie";
import { CHARACTER_OF_BYTE, bytesOfLetters } from "./byteAlphabet";
import { PAIR_WORDS, putPair, putToken, slotsFor, tokenAt, type MergeTable } from "./mergeTable";
import { mergeParts, strayMerge, type BpeModel } from "./modelJson";

/** Whether all of a model's bytes have tokens, each written as a character, and nothing else is odd. */
export function isByteLevel(model: BpeModel): boolean {
  return (
    model.continuingSubwordPrefix === "" &&
    model.endOfWordSuffix === "" &&
    !model.byteFallback &&
    CHARACTER_OF_BYTE.every((letter) => Object.hasOwn(model.vocab, letter))
  );
}

/** Puts a byte-level model into arrays: see `MergeTable`. */
export function mergeTableOf(model: BpeModel): MergeTable {
  const { vocab, merges } = model;
  const texts: (string | undefined)[] = [];
  let units = 0;
  let count = 0;
  for (const token in vocab) {
    const id = vocab[token] as number;
    while (texts.length <= id) texts.push(undefined);
    texts[id] = token;
    units += token.length;
    count++;
  }
  const table = {
    bytes: new Uint8Array(3 * units),
    byteStarts: new Uint32Array(texts.length + 1),
    index: new Int32Array(slotsFor(count)).fill(NONE),
  };
  let length = 0;
  texts.forEach((text, id) => {
    if (text !== undefined) {
      const letters = bytesOfLetters(text);
      // A token that is not written in the alphabet, such as an added one: no merge makes it.
      const own = letters ?? utf8Of(text);
      table.bytes.set(own, length);
      length += own.length;
      table.byteStarts[id + 1] = length;
      if (letters !== undefined) putToken(table, id);
    } else table.byteStarts[id + 1] = length;
  });
  table.bytes = table.bytes.slice(0, length);

  const pairs = new Int32Array(PAIR_WORDS * slotsFor(merges.length)).fill(NONE);
  const joins = new Uint8Array(1 << 16);
  let scratch = new Uint8Array(256);
  for (let rank = 0; rank < merges.length; rank++) {
    const [left, right] = mergeParts(merges[rank]) as readonly [string, string];
    const most = left.length + right.length;
    if (most > scratch.length) scratch = new Uint8Array(2 * most);
    const middle = readLetters(left, scratch, 0);
    const end = readLetters(right, scratch, middle);
    const leftId = middle < 0 ? NONE : tokenAt(table, scratch, 0, middle);
    const rightId = end < 0 ? NONE : tokenAt(table, scratch, middle, end);
    const made = end < 0 ? NONE : tokenAt(table, scratch, 0, end);
    if (leftId === NONE || rightId === NONE || made === NONE) {
      // Tokens that are not of bytes stand in no piece.
      const all = [left, right, left + right] as const;
      if (all.every((token) => Object.hasOwn(vocab, token))) continue;
      throw strayMerge(vocab, rank, all);
    }
    putPair(pairs, leftId, rightId, rank, made);
    const next = scratch[middle] as number;
    if ((next & 0xc0) !== 0x80) joins[((scratch[middle - 1] as number) << 8) | next] = 1;
  }
  const byteIds = Int32Array.from(CHARACTER_OF_BYTE, (letter) => vocab[letter] as number);
  return { ...table, pairs, joins, byteIds };
}

/** Bytes of a token's letters into `bytes` from `at` on; their end, or -1 where it is not written so. */
function readLetters(token: string, bytes: Uint8Array, at: number): number {
  const own = bytesOfLetters(token);
  if (at < 0 || own === undefined) return -1;
  bytes.set(own, at);
  return at + own.length;
}
