import { readFileSync } from "node:fs";
import { parquetReadObjects } from "hyparquet";

/*
 * Readers of training sets that share nothing with what writes them: each is written from the
 * description of its format.
 */

/** Raw little-endian numbers. */
export function plainIds(bytes: Buffer, size: 2 | 4, from = 0): number[] {
  const ids: number[] = [];
  for (let at = from; at < bytes.length; at += size) ids.push(bytes.readUIntLE(at, size));
  return ids;
}

/** A shard of llm.c: magic, version and count, then ids. */
export function plainLlmc(path: string): { words: number[]; ids: number[] } {
  const bytes = readFileSync(path);
  const words = [0, 4, 8].map((at) => bytes.readInt32LE(at));
  return { words, ids: plainIds(bytes, words[0] === 20240520 ? 2 : 4, 1024) };
}

/** Megatron's index, field by field, and the ids of its documents. */
export function plainMegatron(path: string): {
  magic: string;
  version: number;
  code: number;
  documentIndex: number[];
  documents: number[][];
} {
  const index = readFileSync(`${path}.idx`);
  const bytes = readFileSync(`${path}.bin`);
  const code = index.readUInt8(17);
  const sequences = Number(index.readBigUInt64LE(18));
  const entries = Number(index.readBigUInt64LE(26));
  const lengths = Array.from({ length: sequences }, (_, at) => index.readInt32LE(34 + 4 * at));
  const pointersAt = 34 + 4 * sequences;
  const pointers = lengths.map((_, at) => Number(index.readBigInt64LE(pointersAt + 8 * at)));
  const indexAt = pointersAt + 8 * sequences;
  const documentIndex = Array.from({ length: entries }, (_, at) =>
    Number(index.readBigInt64LE(indexAt + 8 * at)),
  );
  const size = code === 8 ? 2 : 4;
  return {
    magic: index.toString("latin1", 0, 9),
    version: Number(index.readBigUInt64LE(9)),
    code,
    documentIndex,
    documents: lengths.map((length, at) =>
      plainIds(bytes.subarray(pointers[at], pointers[at]! + size * length), size),
    ),
  };
}

/** The `input_ids` of each row. */
export async function plainParquet(path: string): Promise<number[][]> {
  const bytes = readFileSync(path);
  const rows = await parquetReadObjects({ file: new Uint8Array(bytes).buffer });
  return rows.map((row) => (row["input_ids"] as number[]).map(Number));
}

export function plainJsonl(path: string): number[][] {
  return readFileSync(path, "utf8")
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => (JSON.parse(line) as { input_ids: number[] }).input_ids);
}

/** One array of a `.npy` file of version 1. */
export function plainNpy(path: string): { header: string; ids: number[] } {
  const bytes = readFileSync(path);
  const from = 10 + bytes.readUInt16LE(8);
  const header = bytes.toString("latin1", 10, from);
  return { header, ids: plainIds(bytes, header.includes("'<u2'") ? 2 : 4, from) };
}
