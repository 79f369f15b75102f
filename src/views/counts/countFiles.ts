import type { Uri } from "vscode";
import type { TextCount } from "../../workers/tokenService";
import { Unreadable } from "../texts/textSource";
import { ByteGate } from "./byteGate";
import type { SkippedFile } from "./filesBelow";
import type { TextContent, TextSource } from "../texts/openTexts";

/** Bytes read and not counted yet, unless a single file has more. */
const BYTES_AT_ONCE = 16 * 2 ** 20;
/** Small files are waited for, not worked on: several at a time keep the workers busy. */
const FILES_AT_ONCE = 8;

export interface CountedFile extends TextCount {
  readonly uri: Uri;
  /** How many, where it is an open notebook. */
  readonly cells?: number;
}

/** What counting works with. */
export interface CountTools {
  /** @throws {Unreadable} */
  readonly sourceAt: (uri: Uri) => Promise<TextSource>;
  readonly count: (content: TextContent, uri: Uri, signal: AbortSignal) => Promise<TextCount>;
  readonly skip: (skipped: SkippedFile) => void;
  /** Told after each file. */
  readonly counted: (file: CountedFile) => void;
  readonly signal: AbortSignal;
}

/**
 * Reads files and has them counted, a few at a time.
 * @throws an AbortError when it is cancelled, and when nothing can be counted any more
 */
export async function countFiles(files: AsyncGenerator<Uri>, counting: CountTools): Promise<void> {
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
  { sourceAt, count, skip, counted, signal }: CountTools,
): Promise<void> {
  try {
    const source = await sourceAt(uri);
    await gate.enter(source.size);
    try {
      let [tokens, bytes] = [0, 0];
      for (const content of await source.read()) {
        signal.throwIfAborted();
        const part = await count(content, uri, signal);
        tokens += part.tokens;
        bytes += part.bytes;
      }
      counted({ uri, tokens, bytes, ...(source.cells !== undefined && { cells: source.cells }) });
    } finally {
      gate.leave(source.size);
    }
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    skip({ uri, reason: error.reason, detail: error.detail });
  }
}
