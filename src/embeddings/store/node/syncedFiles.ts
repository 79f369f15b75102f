import { open, writeFile } from "node:fs/promises";

/** Writes a new file and waits until it is on the disk. */
export async function writeSynced(path: string, bytes: Uint8Array): Promise<void> {
  await writeFile(path, bytes, { flag: "wx", flush: true });
}

/** Waits until what was made, renamed or removed in a folder is on the disk, where that can be had. */
export async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, "r");
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch {
    // Windows opens no folder, and keeps the order of such changes itself.
  }
}
