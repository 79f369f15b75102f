import { noPause, type NextStep } from "../steps";
import { BLOCK_BYTES, HASH_BYTES, SumsMaker } from "./sumsMaker";
import { BLOCKS_AT_ONCE, readSums, same, sumsName } from "./tableSums";
import type { NewFile, ResumedFile, TableFiles } from "./tableFiles";

/** Bytes after which the hashes of what has come are written down: what a kill costs at most. */
const NOTED_BYTES = 2 ** 23;

/**
 * Goes on with a table whose blocks are hashed while it is written, from memory. What lies there of
 * before is compared with its hashes, and forgotten from the first block on that differs. As
 * `TableFiles.resume`.
 * @param step awaited between steps of a few milliseconds of that; what it throws ends it
 */
export async function resumeTable(
  files: TableFiles,
  name: string,
  step: NextStep = noPause,
): Promise<NewFile> {
  const file = await files.resume(name);
  try {
    return new ResumedTable(file, name, files, await soundPart(file, name, files, step));
  } catch (error) {
    await file.close();
    throw error;
  }
}

class ResumedTable implements NewFile {
  /** Bytes whose hashes are written down. */
  private hashedBytes: number;
  private isOpen = true;

  constructor(
    private readonly file: NewFile,
    private readonly name: string,
    private readonly files: TableFiles,
    private sums: SumsMaker,
  ) {
    this.hashedBytes = sums.bytes;
  }

  get length(): number {
    return this.file.length;
  }

  async append(bytes: Uint8Array): Promise<void> {
    await this.file.append(bytes);
    await this.sums.add(bytes);
    if (this.sums.bytes - this.hashedBytes >= NOTED_BYTES) await this.note();
  }

  async clear(): Promise<void> {
    await this.file.clear();
    this.sums = new SumsMaker(this.files);
    this.hashedBytes = 0;
  }

  async finish(): Promise<void> {
    // First, so that a table that has its name has its hashes.
    await this.note();
    await this.file.finish();
    this.isOpen = false;
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    // Without its hashes the next one fetches again what came since they were written down.
    if (this.sums.bytes !== this.hashedBytes) await this.note().catch(() => undefined);
    await this.file.close();
  }

  private async note(): Promise<void> {
    await this.files.write(sumsName(this.name), await this.sums.end());
    this.hashedBytes = this.sums.bytes;
  }
}

/** Cuts a file to what is known to be as it was written, and gives the hashes of that. */
async function soundPart(
  file: ResumedFile,
  name: string,
  files: TableFiles,
  step: NextStep,
): Promise<SumsMaker> {
  const sums = new SumsMaker(files);
  const known = await readSums(name, files);
  const end = Math.min(known?.bytes ?? 0, file.length);
  const hashes = known?.hashes ?? new Uint8Array(0);
  const most = BLOCKS_AT_ONCE * BLOCK_BYTES;
  while (sums.bytes < end) {
    const start = sums.bytes;
    const bytes = await file.read(start, Math.min(most, end - start));
    for (let at = 0; at < bytes.length; at += BLOCK_BYTES) {
      const block = bytes.subarray(at, at + BLOCK_BYTES);
      const hashAt = ((start + at) / BLOCK_BYTES) * HASH_BYTES;
      const hash = hashes.slice(hashAt, hashAt + HASH_BYTES);
      if (!same(await files.sha256(block), hash)) break;
      await sums.addKnown(block, hash);
    }
    await step();
    if (sums.bytes < start + bytes.length || bytes.length === 0) break;
  }
  if (file.length > sums.bytes) await file.cut(sums.bytes);
  return sums;
}
