import { runsOf } from "./characterClasses";
import { compileClasses } from "./compileClasses";
import {
  LONGEST_TOKEN,
  MAPPED_MAGIC,
  PACKED_MAGIC,
  readVocabulary,
  type Vocabulary,
} from "./vocabulary";
import { InvariantError } from "../../shared/base/invariantError";

/**
 * Makes the binary that `readVocabulary` reads, at build time.
 * @param ranks a tiktoken rank table: a line per token, base64 bytes, a space, the rank
 * @param form "mapped" takes more room, "packed" more time to read
 */
export function compileVocabulary(
  ranks: string,
  form: "packed" | "mapped",
): Uint8Array<ArrayBuffer> {
  const packed = pack(ranks);
  return form === "packed" ? packed : map(readVocabulary(packed.buffer));
}

function pack(ranks: string): Uint8Array<ArrayBuffer> {
  const ids = new Map<string, number>();
  for (const line of ranks.split("\n")) {
    if (line === "") continue;
    const [base64 = "", rank] = line.split(" ");
    const token = Buffer.from(base64, "base64").toString("latin1");
    if (ids.has(token)) throw new InvariantError(`Rank ${String(rank)} has the bytes of another.`);
    if (token.length > LONGEST_TOKEN) throw new InvariantError(`Rank ${String(rank)} is too long.`);
    ids.set(token, Number(rank));
  }
  for (let byte = 0; byte < 256; byte++) {
    if (!ids.has(String.fromCharCode(byte)))
      throw new InvariantError(`No token for the byte ${byte}.`);
  }
  const sorted = [...ids.keys()].sort((a, b) => (a < b ? -1 : 1));
  const shared = Uint8Array.from(sorted, (token, index) => sharedLength(token, sorted[index - 1]));
  const rest = Uint8Array.from(sorted, (token, index) => token.length - (shared[index] as number));
  const bytes = Buffer.from(
    sorted.map((token, index) => token.slice(shared[index])).join(""),
    "latin1",
  );
  const planes = [0, 8, 16].map((shift) =>
    Uint8Array.from(sorted, (token) => ((ids.get(token) as number) >> shift) & 0xff),
  );
  let idCount = 0;
  for (const id of ids.values()) idCount = Math.max(idCount, id + 1);
  const runs = runsOf(compileClasses());
  const byteCount = sorted.reduce((sum, token) => sum + token.length, 0);
  const cuts = Uint8Array.from(sorted, (token) => lastCut(token, ids));
  return fileOf(
    [PACKED_MAGIC, idCount, sorted.length, bytes.length, byteCount, runs.length],
    [runs, shared, rest, cuts, bytes, ...planes],
  );
}

function map({
  trie,
  table,
  pairs,
  byteIds,
  classes,
  bytes,
  joins,
}: Vocabulary): Uint8Array<ArrayBuffer> {
  const parts = [trie, table, pairs, byteIds, runsOf(classes), bytes, joins];
  return fileOf([MAPPED_MAGIC, ...parts.map(({ length }) => length)], parts);
}

function fileOf(
  header: number[],
  parts: (Uint8Array | Int32Array | Uint32Array)[],
): Uint8Array<ArrayBuffer> {
  const all = [Uint32Array.from(header), ...parts];
  return new Uint8Array(
    Buffer.concat(all.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength))),
  );
}

function sharedLength(token: string, before = ""): number {
  let length = 0;
  while (length < before.length && token[length] === before[length]) length++;
  return length;
}

/**
 * Bytes of the left one of the two tokens that a token's last merge joins, 0 for a single byte.
 * @throws {Error} when no merges lead to the token: whoever goes by neighbours would never find it
 */
function lastCut(token: string, ids: ReadonlyMap<string, number>): number {
  if (token.length === 1) return 0;
  const parts = [...token];
  while (parts.length > 2) {
    let lowest = Infinity;
    let best = 0;
    for (let at = 0; at + 1 < parts.length; at++) {
      const rank = ids.get(`${parts[at]}${parts[at + 1]}`) ?? Infinity;
      if (rank < lowest) [lowest, best] = [rank, at];
    }
    if (lowest >= (ids.get(token) as number)) {
      throw new InvariantError(`No merges lead to token ${String(ids.get(token))}.`);
    }
    parts.splice(best, 2, `${parts[best]}${parts[best + 1]}`);
  }
  return (parts[0] as string).length;
}
