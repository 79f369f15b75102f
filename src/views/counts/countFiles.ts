import { workspace, type Uri } from "vscode";
import { messageOf } from "../../shared/rpc";
import type { FileCount } from "../../workers/tokenService";
import { ByteGate } from "./byteGate";
import type { Skipped } from "./filesBelow";

/** Bytes beyond which VS Code hands no file to extensions either. */
const MOST_BYTES = 50 * 2 ** 20;
/** Bytes read and not counted yet, unless a single file has more. */
const BYTES_AT_ONCE = 16 * 2 ** 20;
/** Small files are waited for, not worked on: several at a time keep the worker busy. */
const FILES_AT_ONCE = 8;

export interface CountedFile extends FileCount {
  readonly uri: Uri;
}

/** What counting works with. */
export interface Counting {
  /** Counts a file's bytes; undefined if they are no text. */
  readonly count: (bytes: Uint8Array, signal: AbortSignal) => Promise<FileCount | undefined>;
  readonly skip: (skipped: Skipped) => void;
  /** Told after each file. */
  readonly counted: (file: CountedFile) => void;
  readonly signal: AbortSignal;
}

/**
 * Reads files and has them counted, a few at a time.
 * @throws an AbortError when it is cancelled, and when nothing can be counted any more
 */
export async function countFiles(files: AsyncGenerator<Uri>, counting: Counting): Promise<void> {
  const gate = new ByteGate(BYTES_AT_ONCE);
  // One that fails ends the others.
  const failing = new AbortController();
  const signal = AbortSignal.any([counting.signal, failing.signal]);
  const work = async (): Promise<void> => {
    for (;;) {
      signal.throwIfAborted();
      const next = await files.next();
      if (next.done === true) return;
      await countFile(next.value, gate, { ...counting, signal });
    }
  };
  const works = Array.from({ length: FILES_AT_ONCE }, work);
  try {
    await Promise.all(works);
  } catch (error) {
    failing.abort();
    await Promise.allSettled(works);
    throw error;
  }
}

async function countFile(
  uri: Uri,
  gate: ByteGate,
  { count, skip, counted, signal }: Counting,
): Promise<void> {
  let bytes: Uint8Array;
  let size = 0;
  try {
    ({ size } = await workspace.fs.stat(uri));
    if (size > MOST_BYTES) {
      skip({ uri, reason: "large" });
      return;
    }
    await gate.enter(size);
    bytes = await workspace.fs.readFile(uri);
  } catch (error) {
    gate.leave(size);
    skip({ uri, reason: "unread", detail: messageOf(error) });
    return;
  }
  try {
    signal.throwIfAborted();
    const answer = await count(exact(bytes), signal);
    if (answer === undefined) skip({ uri, reason: "binary" });
    else counted({ uri, ...answer });
  } finally {
    gate.leave(size);
  }
}

/** A view on a part of a buffer would send all of that to the worker. */
function exact(bytes: Uint8Array): Uint8Array {
  return bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);
}
