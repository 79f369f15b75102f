import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { openable } from "./bytePaths";

/** Why a file was not read. */
export class FileProblem extends Error {
  constructor(
    readonly reason: "changed" | "large" | "special" | "unread",
    detail: string,
  ) {
    super(detail);
  }
}

/**
 * Bytes `[from, to)` of a file, fewer where it ends before.
 * @throws {FileProblem}
 */
export function readRange(path: string, from: number, to: number): Buffer {
  return withFile(path, (file) => {
    const bytes = Buffer.allocUnsafe(to - from);
    return bytes.subarray(0, fill(file, bytes, from));
  });
}

/**
 * All of a file.
 * @throws {FileProblem} also where it is longer than `most`
 */
export function readWhole(path: string, most: number): Buffer {
  return withFile(path, (file) => {
    const info = fstatSync(file);
    if (!info.isFile()) throw new FileProblem("special", "");
    if (info.size > most) throw new FileProblem("large", "");
    const bytes = Buffer.allocUnsafe(info.size + 1);
    const length = fill(file, bytes, 0);
    if (length !== info.size) throw new FileProblem("changed", "");
    return bytes.subarray(0, length);
  });
}

function withFile(path: string, read: (file: number) => Buffer): Buffer {
  try {
    const file = openSync(openable(path), "r");
    try {
      return read(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof FileProblem) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    throw new FileProblem(code === "ENOENT" ? "changed" : "unread", code ?? message);
  }
}

function fill(file: number, bytes: Buffer, from: number): number {
  let length = 0;
  while (length < bytes.length) {
    const count = readSync(file, bytes, length, bytes.length - length, from + length);
    if (count === 0) break;
    length += count;
  }
  return length;
}
