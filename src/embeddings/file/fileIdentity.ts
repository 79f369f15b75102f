import type { SourceFile } from "./sourceFile";

/** Bytes that are all looked at. */
const WHOLE_BYTES = 2 ** 24;
/** Where there are more: bytes from the start, which hold a header, */
const START_BYTES = 2 ** 20;
/** and so many samples of so many bytes, evenly spaced, the last at the end. */
const SAMPLES = 256;
const SAMPLE_BYTES = 2 ** 13;

/** Bytes `[start, end)` of a file. */
interface Range {
  readonly start: number;
  readonly end: number;
}

/**
 * What a file is known by: its place, size and times, and its content by samples of the whole and of
 * the ranges that are used. Up to 16 MiB of each are looked at whole, of more some megabytes.
 */
export async function identityOf(file: SourceFile, ranges: readonly Range[]): Promise<string> {
  const { path, bytes, modified, changed } = file;
  const hashes: string[] = [];
  for (const range of [{ start: 0, end: bytes }, ...ranges]) {
    for (const { start, end } of samplesOf(range)) {
      const sample = await file.read(start, end - start);
      hashes.push(hex(await crypto.subtle.digest("SHA-256", sample)));
    }
  }
  return JSON.stringify([path, bytes, modified, changed, hashes]);
}

function samplesOf({ start, end }: Range): Range[] {
  const bytes = end - start;
  if (bytes <= WHOLE_BYTES) return [{ start, end }];
  const step = (bytes - SAMPLE_BYTES) / (SAMPLES - 1);
  const samples = Array.from({ length: SAMPLES }, (_, at) => {
    const from = start + Math.floor(at * step);
    return { start: from, end: from + SAMPLE_BYTES };
  });
  return [{ start, end: start + START_BYTES }, ...samples];
}

function hex(hash: ArrayBuffer): string {
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
