import { runsOf } from "./characterClasses";
import { compileClasses } from "./compileClasses";
import { buildTrie, type SortedTokens } from "./trie";
import { LONGEST_TOKEN, MAGIC } from "./vocabulary";

/**
 * Makes the binary that `readVocabulary` reads, at build time.
 * @param ranks a tiktoken rank table: a line per token, base64 bytes, a space, the rank
 * @param options.withTrie whether to store the trie too, which takes more room and less time to read
 */
export function compileVocabulary(ranks: string, options: { withTrie: boolean }): Uint8Array {
  const ids = new Map<string, number>();
  for (const line of ranks.split("\n")) {
    if (line === "") continue;
    const [base64 = "", rank] = line.split(" ");
    const token = Buffer.from(base64, "base64").toString("latin1");
    if (ids.has(token)) throw new Error(`Rank ${String(rank)} has the bytes of another.`);
    if (token.length > LONGEST_TOKEN) throw new Error(`Rank ${String(rank)} is too long.`);
    ids.set(token, Number(rank));
  }
  for (let byte = 0; byte < 256; byte++) {
    if (!ids.has(String.fromCharCode(byte))) throw new Error(`No token for the byte ${byte}.`);
  }
  const sorted = [...ids.keys()].sort((a, b) => (a < b ? -1 : 1));
  const shared = Uint8Array.from(sorted, (token, index) => sharedLength(token, sorted[index - 1]));
  const rest = Uint8Array.from(sorted, (token, index) => token.length - (shared[index] as number));
  const bytes = Buffer.from(
    sorted.map((token, index) => token.slice(shared[index])).join(""),
    "latin1",
  );
  const sortedIds = Uint32Array.from(sorted, (token) => ids.get(token) as number);
  const tokens: SortedTokens = { shared, rest, bytes, ids: sortedIds };
  const trie = options.withTrie ? buildTrie(tokens) : new Int32Array(0);
  const planes = options.withTrie
    ? []
    : [0, 8, 16].map((shift) => Uint8Array.from(sortedIds, (id) => (id >> shift) & 0xff));

  let idCount = 0;
  for (const id of ids.values()) idCount = Math.max(idCount, id + 1);
  const runs = runsOf(compileClasses());
  const byteCount = sorted.reduce((sum, token) => sum + token.length, 0);
  const header = Uint32Array.from([
    ...[MAGIC, idCount, sorted.length, bytes.length, byteCount, trie.length, runs.length],
  ]);
  const cuts = Uint8Array.from(sorted, (token) => lastCut(token, ids));
  const parts = [header, trie, runs, shared, rest, cuts, bytes, ...planes];
  return new Uint8Array(
    Buffer.concat(
      parts.map((part) => new Uint8Array(part.buffer, part.byteOffset, part.byteLength)),
    ),
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
      throw new Error(`No merges lead to token ${String(ids.get(token))}.`);
    }
    parts.splice(best, 2, `${parts[best]}${parts[best + 1]}`);
  }
  return (parts[0] as string).length;
}
