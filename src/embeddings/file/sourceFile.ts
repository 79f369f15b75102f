/** Files of the user's that are read and never written. */
export interface SourceFiles {
  /** @throws {Error} when it cannot be read; the message is a reason that follows the file's name */
  open(path: string): Promise<SourceFile>;
  /**
   * The path of a file that lies in a model's folder or below.
   * @param model path of the model
   * @param location the file's place, relative to the model's folder, as the model has it
   * @throws {Error} when it would lie outside, also by a symbolic link, or is not there; the message
   *   is a reason that follows the location
   */
  beside(model: string, location: string): Promise<string>;
}

export interface SourceFile {
  readonly path: string;
  /** Size in bytes. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly modified: number;
  /** Bytes `[start, start + length)`, fewer where the file ends before. */
  read(start: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

export const OUTSIDE = "is outside the model's folder";

/**
 * Checks how a model names another file, as text alone; links are the disk's business.
 * @returns its folders and name
 * @throws {Error} when it is not surely inside the model's folder on every system; the message is a
 *   reason that follows the location
 */
export function partsOfLocation(location: string): string[] {
  const parts = location.split("/").filter((part) => part !== ".");
  if (parts.length === 0 || location.includes("\0")) throw new Error("is no name of a file");
  // What is harmless here is a folder's separator or a drive on Windows.
  const isRelative = !location.startsWith("/") && !/^[a-z]:|\\/i.test(location);
  if (!isRelative || parts.includes("..")) throw new Error(OUTSIDE);
  if (parts.includes("")) throw new Error("is no name of a file");
  return parts;
}

/** Runs work whose errors are reasons, and puts the name of the file before them. */
export async function naming<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw new Error(`${path} ${reasonOf(error)}.`, { cause: error });
  }
}

export function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).replace(/\.$/, "");
}

/**
 * Bytes that must be there.
 * @throws {Error} when the file ends before
 */
export async function readFully(
  file: SourceFile,
  start: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await file.read(start, length);
  if (bytes.length < length) {
    throw new Error(`ends at byte ${start + bytes.length}, where more was to come`);
  }
  return bytes;
}
