import type { TableFiles } from "./tableFiles";

/** Bytes that are hashed together, but for the last: a few rows. */
export const BLOCK_BYTES = 2 ** 15;
export const HASH_BYTES = 32;
/** "TSUM", then the version of this format. */
export const MAGIC = [0x54, 0x53, 0x55, 0x4d, 1, 0, 0, 0];
export const HEAD_BYTES = 16;

/** Makes the hashes of what is added. */
export class SumsMaker {
  /** Bytes added. */
  bytes = 0;
  private readonly block = new Uint8Array(BLOCK_BYTES);
  private filled = 0;
  private readonly hashes: Uint8Array[] = [];

  constructor(private readonly files: Pick<TableFiles, "sha256">) {}

  async add(bytes: Uint8Array): Promise<void> {
    this.bytes += bytes.length;
    for (let at = 0; at < bytes.length;) {
      const some = bytes.subarray(at, at + BLOCK_BYTES - this.filled);
      this.block.set(some, this.filled);
      this.filled += some.length;
      at += some.length;
      if (this.filled < BLOCK_BYTES) continue;
      this.hashes.push(await this.files.sha256(this.block));
      this.filled = 0;
    }
  }

  /** Adds a block, whole or the last, whose hash is known. */
  async addKnown(block: Uint8Array, hash: Uint8Array): Promise<void> {
    if (this.filled > 0 || block.length < BLOCK_BYTES) {
      await this.add(block);
      return;
    }
    this.bytes += block.length;
    this.hashes.push(hash);
  }

  /** The file of hashes of what was added so far. */
  async end(): Promise<Uint8Array> {
    const { files, filled } = this;
    const last = filled > 0 ? [await files.sha256(this.block.subarray(0, filled))] : [];
    const hashes = [...this.hashes, ...last];
    const body = new Uint8Array(HEAD_BYTES + HASH_BYTES * hashes.length);
    body.set(MAGIC);
    new DataView(body.buffer).setFloat64(MAGIC.length, this.bytes, true);
    hashes.forEach((hash, at) => body.set(hash, HEAD_BYTES + at * HASH_BYTES));
    const all = new Uint8Array(body.length + HASH_BYTES);
    all.set(body);
    all.set(await files.sha256(body), body.length);
    return all;
  }
}
