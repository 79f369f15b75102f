import * as l10n from "../../shared/base/l10n";
import { classesOf, type CharacterClasses } from "./characterClasses";
import { buildTrie, LABEL_BITS, NONE, ROOT, step, type SortedTokens, type Trie } from "./trie";

/**
 * A byte-pair vocabulary in typed arrays, read from the binary that `compileVocabulary` makes. Ids
 * of ordinary tokens are their merge ranks, as in every tiktoken vocabulary; special tokens are
 * none of its business.
 */
export interface Vocabulary {
  /** Bytes of all tokens, one after another. */
  readonly bytes: Uint8Array;
  readonly trie: Trie;
  /** What the splitting pattern tells apart. */
  readonly classes: CharacterClasses;
  /** What is known of each token, `TOKEN_WORDS` of them: see below. */
  readonly table: Int32Array;
  /** Id of each single byte. */
  readonly byteIds: Int32Array;
  /**
   * The trie's first two steps at once, at `2 * (first << 8 | second)`: the base of where they lead
   * to, 0 where there is no further step, and the id of the token of the two bytes, or `NONE`.
   */
  readonly pairs: Int32Array;
  /** 1 at `last << 8 | first` where a token holds those two bytes on both sides of a character's start. */
  readonly joins: Uint8Array;
}

/** Words of a token in the table, so few that memory brings them at once. */
export const TOKEN_WORDS = 8;
/** The two tokens of the last merge; the token itself twice for a single byte. */
export const LEFT = 0;
export const RIGHT = 1;
/** The slot of the trie that the token ends at. */
export const SLOT = 2;
/** The longest other token that it begins with, or `NONE`. */
export const PREFIX = 3;
/** Where its bytes start, and their number: 0 where no token has this id. */
export const BYTE_START = 4;
export const BYTE_LENGTH = 5;
export const FIRST_BYTE = 6;

/**
 * A vocabulary is stored in one of two forms. The packed one is small, and its arrays are made when
 * it is read. Words of its header: magic number, one more than the largest id, tokens, bytes that
 * they do not share with the one before, bytes of all, runs of character classes. Then come the
 * runs, and by token in the order of their bytes: bytes shared with the one before, bytes that
 * follow, bytes of the left one of the two tokens that the last merge joins, the bytes themselves,
 * and the ids by their lowest, middle and highest eight bits.
 */
const PACKED_HEADER_WORDS = 6;
/** "TSV5", little-endian. */
export const PACKED_MAGIC = 0x3556_5354;
/**
 * The mapped form holds the arrays themselves, and reading it is to look at them. Words of its
 * header: magic number, then words of the trie, the table, the pairs, the ids of single bytes and
 * the runs of character classes, then bytes of the tokens and of the joins. The arrays follow in
 * that order.
 */
const MAPPED_HEADER_WORDS = 8;
/** "TSM5", little-endian. */
export const MAPPED_MAGIC = 0x354d_5354;
/** No token has more bytes. */
export const LONGEST_TOKEN = 128;

/**
 * Reads a compiled vocabulary. The arrays may lie in `file`, which is theirs from then on.
 * @throws {Error} when the file is not one that this version compiles
 */
export function readVocabulary(file: ArrayBuffer): Vocabulary {
  const header = new Uint32Array(file, 0, Math.min(MAPPED_HEADER_WORDS, file.byteLength >> 2));
  const vocabulary = header[0] === MAPPED_MAGIC ? mapFile(file, header) : unpackFile(file, header);
  if (vocabulary === undefined) {
    throw new Error(
      l10n.t("The vocabulary file is damaged or of another version. Reinstall Tokenscope."),
    );
  }
  return vocabulary;
}

/** Id of the token that is `bytes[start, end)`, or `NONE`. */
export function idOf({ trie }: Vocabulary, bytes: Uint8Array, start: number, end: number): number {
  let slot: number = ROOT;
  for (let at = start; at < end; at++) {
    slot = step(trie, slot, bytes[at] as number);
    if (slot === NONE) return NONE;
  }
  return trie[2 * slot + 1] as number;
}

function mapFile(file: ArrayBuffer, header: Uint32Array): Vocabulary | undefined {
  const [, trie = 0, table = 0, pairs = 0, byteIds = 0, runs = 0, bytes = 0, joins = 0] = header;
  const words = MAPPED_HEADER_WORDS + trie + table + pairs + byteIds + runs;
  if (file.byteLength !== 4 * words + bytes + joins) return undefined;
  let at = 4 * MAPPED_HEADER_WORDS;
  const take = (length: number): Int32Array<ArrayBuffer> =>
    new Int32Array(file, (at += 4 * length) - 4 * length, length);
  return {
    trie: take(trie),
    table: take(table),
    pairs: take(pairs),
    byteIds: take(byteIds),
    classes: classesOf(new Uint32Array(take(runs))),
    bytes: new Uint8Array(file, 4 * words, bytes),
    joins: new Uint8Array(file, 4 * words + bytes, joins),
  };
}

function unpackFile(file: ArrayBuffer, header: Uint32Array): Vocabulary | undefined {
  const [magic, idCount = 0, count = 0, restBytes = 0, byteCount = 0, runs = 0] = header;
  let at = 4 * (PACKED_HEADER_WORDS + runs);
  if (magic !== PACKED_MAGIC || file.byteLength !== at + 6 * count + restBytes) return undefined;
  const take = (length: number): Uint8Array =>
    new Uint8Array(file, (at += length) - length, length);
  const tokens = {
    shared: take(count),
    rest: take(count),
    cuts: take(count),
    bytes: take(restBytes),
  };
  const ids = joinedPlanes(take(count), take(count), take(count));
  const trie = buildTrie({ ...tokens, ids });
  const classes = classesOf(new Uint32Array(file, 4 * PACKED_HEADER_WORDS, runs));
  return { ...tableOf(tokens, idCount, byteCount, trie), trie, classes };
}

/** Numbers whose lowest, middle and highest eight bits stand apart, so that files compress well. */
function joinedPlanes(low: Uint8Array, middle: Uint8Array, high: Uint8Array): Uint32Array {
  const joined = new Uint32Array(low.length);
  for (let at = 0; at < low.length; at++) {
    joined[at] = (low[at] as number) | ((middle[at] as number) << 8) | ((high[at] as number) << 16);
  }
  return joined;
}

function tableOf(
  { shared, rest, cuts, bytes: restBytes }: Omit<SortedTokens, "ids"> & { cuts: Uint8Array },
  idCount: number,
  byteCount: number,
  trie: Trie,
): Omit<Vocabulary, "trie" | "classes"> {
  const table = new Int32Array(idCount * TOKEN_WORDS);
  const bytes = new Uint8Array(byteCount);
  const byteIds = new Int32Array(256);
  const pairs = new Int32Array(1 << 17);
  for (let at = 1; at < pairs.length; at += 2) pairs[at] = NONE;
  const joins = new Uint8Array(1 << 16);

  const token = new Uint8Array(LONGEST_TOKEN);
  // By depth, on the way from the root to the token: the slot, and the longest token up to there.
  const path = new Int32Array(LONGEST_TOKEN + 1).fill(ROOT);
  const longest = new Int32Array(LONGEST_TOKEN + 1).fill(NONE);
  let from = 0;
  let start = 0;
  for (let index = 0; index < shared.length; index++) {
    let length = shared[index] as number;
    for (const end = from + (rest[index] as number); from < end; from++) {
      const byte = restBytes[from] as number;
      token[length] = byte;
      if (length > 0 && (byte & 0xc0) !== 0x80) {
        joins[((token[length - 1] as number) << 8) | byte] = 1;
      }
      const slot = step(trie, path[length] as number, byte);
      path[++length] = slot;
      const here = trie[2 * slot + 1] as number;
      longest[length] = here === NONE ? (longest[length - 1] as number) : here;
      if (length === 2) {
        const pair = 2 * (((token[0] as number) << 8) | byte);
        pairs[pair] = (trie[2 * slot] as number) >>> LABEL_BITS;
        pairs[pair + 1] = here;
      } else if (length === 1) byteIds[byte] = here;
    }
    const slot = path[length] as number;
    const id = trie[2 * slot + 1] as number;
    for (let byte = 0; byte < length; byte++) bytes[start + byte] = token[byte] as number;
    const cut = cuts[index] as number;
    let right: number = ROOT;
    for (let byte = cut; byte < length; byte++) right = step(trie, right, token[byte] as number);
    const word = id * TOKEN_WORDS;
    table[word + LEFT] = cut === 0 ? id : (longest[cut] as number);
    table[word + RIGHT] = trie[2 * right + 1] as number;
    table[word + SLOT] = slot;
    table[word + PREFIX] = longest[length - 1] as number;
    table[word + BYTE_START] = start;
    table[word + BYTE_LENGTH] = length;
    table[word + FIRST_BYTE] = token[0] as number;
    start += length;
  }
  return { bytes, table, byteIds, pairs, joins };
}
