import * as l10n from "../../shared/base/l10n";
import { tableBytes, type Table } from "../table";
import { noPause, type NextStep } from "../steps";
import { BLOCK_BYTES, HASH_BYTES, HEAD_BYTES, MAGIC, SumsMaker } from "./sumsMaker";
import type { NewFile, TableFiles } from "./tableFiles";

/** What is known of a table's file: the SHA-256 of each of its blocks. */
export interface TableSums {
  /** Size of the table's file. */
  readonly bytes: number;
  /** One after another, 32 bytes each. */
  readonly hashes: Uint8Array;
}

/** Blocks read at a time where all are checked. */
export const BLOCKS_AT_ONCE = 64;
/** Blocks from one that is checked to the next, up to which they are read at once. */
const MOST_BETWEEN = 8;

/** A table whose file is not what was written into it. */
export class DamagedTable extends Error {
  override readonly name = "DamagedTable";

  constructor(readonly file: string) {
    super(l10n.t("The table {0} on disk is damaged: it is not what Tokenscope has written.", file));
  }
}

/** The small file beside a table that holds the hashes of its blocks. */
export function sumsName(table: string): string {
  return `${table}.sums`;
}

/** Begins a table whose blocks are hashed while it is written, from memory. As `TableFiles.create`. */
export async function createTable(files: TableFiles, name: string): Promise<NewFile> {
  const file = await files.create(name);
  let sums = new SumsMaker(files);
  return {
    get length() {
      return file.length;
    },
    append: async (bytes) => {
      // The disk's thread writes while this one hashes.
      await Promise.all([file.append(bytes), sums.add(bytes)]);
    },
    clear: async () => {
      sums = new SumsMaker(files);
      await file.clear();
    },
    finish: async () => {
      const made = await sums.end();
      await file.finish();
      await files.write(sumsName(name), made);
    },
    close: () => file.close(),
  };
}

/**
 * Hashes the blocks of a finished table that has just been verified.
 * @param step awaited between steps of a few milliseconds; what it throws ends the work
 */
export async function writeSums(
  name: string,
  files: TableFiles,
  step: () => Promise<void>,
): Promise<void> {
  const size = (await files.size(name)) ?? 0;
  const sums = new SumsMaker(files);
  for (let start = 0; start < size; start += BLOCKS_AT_ONCE * BLOCK_BYTES) {
    await sums.add(await files.read(name, start, BLOCKS_AT_ONCE * BLOCK_BYTES));
    await step();
  }
  await files.write(sumsName(name), await sums.end());
}

/** The hashes of a table's blocks; undefined where there are none, or they are damaged themselves. */
export async function readSums(name: string, files: TableFiles): Promise<TableSums | undefined> {
  const size = await files.size(sumsName(name));
  if (size === undefined || size < HEAD_BYTES + HASH_BYTES) return undefined;
  let all: Uint8Array<ArrayBuffer>;
  try {
    all = await files.read(sumsName(name), 0, size);
  } catch {
    return undefined;
  }
  const body = all.subarray(0, all.length - HASH_BYTES);
  const isWhole = same(await files.sha256(body), all.subarray(body.length));
  if (!isWhole || !same(all.subarray(0, MAGIC.length), Uint8Array.from(MAGIC))) return undefined;
  const bytes = new DataView(all.buffer, all.byteOffset).getFloat64(MAGIC.length, true);
  const hashes = body.subarray(HEAD_BYTES);
  return hashes.length === HASH_BYTES * Math.ceil(bytes / BLOCK_BYTES)
    ? { bytes, hashes }
    : undefined;
}

/** Removes a table and its hashes. */
export async function removeTable({ name }: Table, files: TableFiles): Promise<void> {
  await files.remove(name);
  await files.remove(sumsName(name));
}

/** Whether a table is there as a whole, with its hashes. Its blocks are looked at when they are used. */
export async function isKept(table: Table, files: TableFiles): Promise<boolean> {
  const bytes = tableBytes(table);
  if ((await files.size(table.name)) !== bytes) return false;
  return (await readSums(table.name, files))?.bytes === bytes;
}

/** Whether a table is there as a whole, and each block of it what was written. */
export async function isAsWritten(
  table: Table,
  files: TableFiles,
  step: NextStep = noPause,
): Promise<boolean> {
  if (!(await isKept(table, files))) return false;
  try {
    const checked = new CheckedTable(table, files, await readSums(table.name, files));
    await checked.withAll(async () => undefined, step);
    return true;
  } catch (error) {
    if (error instanceof DamagedTable) return false;
    throw error;
  }
}

/**
 * A table whose blocks are compared with their hashes before they are used first, and again once
 * its file has been touched.
 */
export class CheckedTable {
  private readonly sound: Uint8Array;
  private stamp: string | undefined;

  /** @param sums none where the table is taken as it is */
  constructor(
    private readonly table: Table,
    private readonly files: TableFiles,
    private readonly sums: TableSums | undefined,
  ) {
    this.sound = new Uint8Array(Math.ceil((sums?.bytes ?? 0) / BLOCK_BYTES));
  }

  /**
   * What work over some rows comes to, where these are what was written before it and after.
   * @param step awaited between steps of a few milliseconds; what it throws ends the check
   * @throws {DamagedTable} where they are not
   */
  async withRows<T>(
    numbers: Int32Array,
    work: () => Promise<T>,
    step: NextStep = noPause,
  ): Promise<T> {
    return this.checked(this.blocksOf(numbers), work, step);
  }

  /** The same of work over the whole table. */
  async withAll<T>(work: () => Promise<T>, step: NextStep = noPause): Promise<T> {
    return this.checked(this.all(), work, step);
  }

  private all(): number[] {
    return Array.from(this.sound, (_, block) => block);
  }

  private blocksOf(numbers: Int32Array): number[] {
    const rowBytes = 4 * this.table.shape[1];
    const blocks = new Set<number>();
    for (const number of numbers) {
      const start = number * rowBytes;
      const last = Math.floor((start + rowBytes - 1) / BLOCK_BYTES);
      for (let block = Math.floor(start / BLOCK_BYTES); block <= last; block++) blocks.add(block);
    }
    return [...blocks].sort((a, b) => a - b);
  }

  private async checked<T>(
    blocks: readonly number[],
    work: () => Promise<T>,
    step: NextStep,
  ): Promise<T> {
    if (this.sums === undefined) return work();
    await this.check(blocks, this.sums, step);
    const result = await work();
    await this.check(blocks, this.sums, step);
    return result;
  }

  private async check(
    blocks: readonly number[],
    { hashes, bytes: size }: TableSums,
    step: NextStep,
  ): Promise<void> {
    const { files, sound, table } = this;
    const stamp = await files.stamp(table.name);
    if (stamp !== this.stamp) sound.fill(0);
    this.stamp = stamp;
    const isCurrent = (): boolean => stamp === this.stamp;
    const inRanges = files.readsRanges(size);
    const wanted = inRanges || blocks.every((block) => sound[block] === 1) ? blocks : this.all();
    const unknown = wanted.filter((block) => sound[block] === 0);
    const most = inRanges ? BLOCKS_AT_ONCE : Infinity;
    const read = ([first = 0, ...others]: readonly number[]) => {
      const length = (others.at(-1) ?? first) + 1 - first;
      return files.read(table.name, first * BLOCK_BYTES, length * BLOCK_BYTES);
    };
    const runs = runsOf(unknown, most, inRanges ? MOST_BETWEEN : Infinity);
    let next: ReturnType<typeof read> | undefined;
    for (const [at, run] of runs.entries()) {
      const [first = 0] = run;
      const reading = next ?? read(run);
      // The disk's thread reads while this one hashes.
      const following = runs[at + 1];
      next = following && read(following);
      // Where this run fails nobody asks for it any more.
      next?.catch(() => undefined);
      const bytes = await reading;
      for (const block of run) {
        // A newer question has had it meanwhile.
        if (isCurrent() && sound[block] === 1) continue;
        const start = (block - first) * BLOCK_BYTES;
        const hash = await files.sha256(bytes.subarray(start, start + BLOCK_BYTES));
        const right = hashes.subarray(block * HASH_BYTES, (block + 1) * HASH_BYTES);
        if (!same(hash, right)) throw new DamagedTable(table.name);
        if (isCurrent()) sound[block] = 1;
      }
      await step();
    }
  }
}

/** Blocks that are read together: what lies in between is read along, which costs less than to begin anew. */
function runsOf(blocks: readonly number[], most: number, between: number): number[][] {
  const runs: number[][] = [];
  for (const block of blocks) {
    const run = runs.at(-1);
    const [first = block] = run ?? [];
    const isFar = block - (run?.at(-1) ?? block) > between;
    if (run === undefined || isFar || block - first >= most) runs.push([block]);
    else run.push(block);
  }
  return runs;
}

export function same(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at]);
}
