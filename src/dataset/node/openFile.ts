import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { ByteSource } from "../check/idFile";

/** A file that is read where it is asked for. */
export class OpenFile implements ByteSource {
  readonly size: number;
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, "r");
    this.size = fstatSync(this.file).size;
  }

  read(from: number, to: number): Uint8Array {
    const bytes = new Uint8Array(Math.max(0, Math.min(to, this.size) - from));
    let length = 0;
    while (length < bytes.length) {
      const count = readSync(this.file, bytes, length, bytes.length - length, from + length);
      if (count === 0) break;
      length += count;
    }
    return bytes.subarray(0, length);
  }

  close(): void {
    closeSync(this.file);
  }
}
