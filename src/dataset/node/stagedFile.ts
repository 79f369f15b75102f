import { createHash } from "node:crypto";
import { closeSync, fsyncSync, openSync, readSync, writeSync } from "node:fs";
import * as l10n from "../../shared/base/l10n";
import { foreignPath } from "../../shared/base/shown";
import type { FileContents, SetFile } from "../formats/setFile";

/** How a file is named until the whole set is there. */
export const UNFINISHED = ".unfinished";
/** Bytes that are written at a time. */
const BLOCK = 2 ** 20;

/** A file of a set as its description names it. */
export interface WrittenFile extends FileContents {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A file that gets its name when all files of the set are on the disk. */
export class StagedFile implements SetFile {
  length = 0;
  private readonly file: number;
  private readonly block = Buffer.allocUnsafe(BLOCK);
  private held = 0;
  /** Bytes that are in the file, those that are held behind them. */
  private written = 0;
  private hash = createHash("sha256");
  private isPatched = false;
  private isOpen = true;
  private contents: FileContents = { tokens: 0 };

  /** @param path of the finished file */
  constructor(
    readonly name: string,
    readonly path: string,
  ) {
    this.file = openSync(this.part, "wx+");
  }

  get part(): string {
    return `${this.path}${UNFINISHED}`;
  }

  append(bytes: Uint8Array): void {
    this.length += bytes.length;
    for (let from = 0; from < bytes.length;) {
      if (this.held === BLOCK) this.flush();
      const to = Math.min(bytes.length, from + BLOCK - this.held);
      this.block.set(bytes.subarray(from, to), this.held);
      this.held += to - from;
      from = to;
    }
  }

  patch(place: number, bytes: Uint8Array): void {
    this.flush();
    this.write(bytes, place);
    this.isPatched = true;
  }

  close(contents: FileContents): void {
    this.flush();
    this.contents = contents;
  }

  /** Bytes that were appended before. */
  read(place: number, bytes: Uint8Array): void {
    this.flush();
    for (let at = 0; at < bytes.length;) {
      const count = readSync(this.file, bytes, at, bytes.length - at, place + at);
      if (count === 0)
        throw new Error(l10n.t("{0} was cut short meanwhile.", foreignPath(this.part)));
      at += count;
    }
  }

  /** Waits until all of it is on the disk. */
  settle(): WrittenFile {
    this.flush();
    fsyncSync(this.file);
    const sha256 = this.isPatched ? this.hashAgain() : this.hash.digest("hex");
    this.release();
    const { name, length: bytes, contents } = this;
    return { name, bytes, ...contents, sha256 };
  }

  release(): void {
    if (this.isOpen) closeSync(this.file);
    this.isOpen = false;
  }

  private flush(): void {
    if (this.held === 0) return;
    const bytes = this.block.subarray(0, this.held);
    this.write(bytes, this.written);
    this.written += this.held;
    if (!this.isPatched) this.hash.update(bytes);
    this.held = 0;
  }

  private write(bytes: Uint8Array, place: number): void {
    try {
      for (let at = 0; at < bytes.length;) {
        at += writeSync(this.file, bytes, at, bytes.length - at, place + at);
      }
    } catch (error) {
      throw writeError(error, this.path);
    }
  }

  private hashAgain(): string {
    this.hash = createHash("sha256");
    const block = Buffer.allocUnsafe(BLOCK);
    for (let at = 0; at < this.length; at += BLOCK) {
      const part = block.subarray(0, Math.min(BLOCK, this.length - at));
      this.read(at, part);
      this.hash.update(part);
    }
    return this.hash.digest("hex");
  }
}

/** What a person is told where a file cannot be written. */
export function writeError(error: unknown, path: string): Error {
  const { code = "", message } = error as NodeJS.ErrnoException;
  const shown = foreignPath(path);
  switch (code) {
    case "ENOSPC":
    case "EDQUOT":
      return new Error(
        l10n.t(
          "The disk is full: {0} cannot be written. What this run had written is removed, what was there before is as it was. Make room, or choose another --output.",
          shown,
        ),
        { cause: error },
      );
    case "EFBIG":
      return new Error(
        l10n.t(
          "{0} becomes longer than files may be here. What this run had written is removed, what was there before is as it was. Choose another --output, or write in shards.",
          shown,
        ),
        { cause: error },
      );
    default:
      return new Error(l10n.t("{0} cannot be written: {1}", shown, code === "" ? message : code), {
        cause: error,
      });
  }
}
