import * as l10n from "../../shared/base/l10n";
import { FileProblem } from "../store/fileProblem";
import type { NextStep } from "../steps";

/** First bytes by which a file is known. */
export const START_BYTES = 1024;

/** Bytes read in one step: some milliseconds' work. */
const STEP_BYTES = 1 << 22;

/** Files of the user's that are read and never written. */
export interface SourceFiles {
  /** @throws {FileProblem} when it cannot be read */
  open(path: string): Promise<SourceFile>;
  /**
   * The path of a file that lies in a model's folder or below.
   * @param model path of the model
   * @param location the file's place, relative to the model's folder, as the model has it
   * @throws {FileProblem} when it would lie outside, also by a symbolic link, or is not there
   */
  beside(model: string, location: string): Promise<string>;
}

export interface SourceFile {
  readonly path: string;
  /** Size in bytes. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** When it or what is known of it was changed last, which no program sets; undefined where unknown. */
  readonly changed?: number;
  /** Bytes `[start, start + length)`, fewer where the file ends before. */
  read(start: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  /**
   * SHA-256 of all of it, in hexadecimal digits, where that can be had without holding it in memory.
   * @param step awaited between steps of a few milliseconds; what it throws ends the work
   */
  sha256?(step: () => Promise<void>): Promise<string>;
  close(): Promise<void>;
}

export const outside = (): FileProblem =>
  new FileProblem((file) => l10n.t("{0} is outside the model's folder.", file));

const noName = (): FileProblem =>
  new FileProblem((file) => l10n.t("{0} is not a file name.", file));

/**
 * Checks how a model names another file, as text alone; links are the disk's business.
 * @returns its folders and name
 * @throws {FileProblem} when it is not surely inside the model's folder on every system
 */
export function partsOfLocation(location: string): string[] {
  const parts = location.split("/").filter((part) => part !== ".");
  if (parts.length === 0 || location.includes("\0")) throw noName();
  // What is harmless here is a folder's separator or a drive on Windows.
  const isRelative = !location.startsWith("/") && !/^[a-z]:|\\/i.test(location);
  if (!isRelative || parts.includes("..")) throw outside();
  if (parts.includes("")) throw noName();
  return parts;
}

/**
 * Bytes that must be there.
 * @throws {FileProblem} when the file ends before
 */
export async function readFully(
  file: SourceFile,
  start: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await file.read(start, length);
  if (bytes.length < length) {
    const end = start + bytes.length;
    throw new FileProblem((name) =>
      l10n.t("{0} ends at byte {1}, where more was to come.", name, end),
    );
  }
  return bytes;
}

/**
 * Many bytes that must be there.
 * @throws {FileProblem} when the file ends before
 */
export async function readInSteps(
  file: SourceFile,
  start: number,
  length: number,
  step: NextStep,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += STEP_BYTES) {
    bytes.set(await readFully(file, start + at, Math.min(STEP_BYTES, length - at)), at);
    await step();
  }
  return bytes;
}
