import { readdir, stat } from "node:fs/promises";

/** Names of what is in a folder; none where there is no such folder. */
export async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

/** Milliseconds after which nobody is at what was made by a process that cannot be seen. */
export const LONG_AGO = 24 * 3600 * 1000;

/**
 * Whether something was last changed longer ago than that; not what is not there.
 * @param age milliseconds
 */
export async function isOlder(path: string, age: number): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > age;
  } catch {
    return false;
  }
}
