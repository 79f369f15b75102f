import { constants, copyFile, link, mkdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isOlder, LONG_AGO, namesIn } from "./folderNames";
import { isOwnerAlive, openWitness, ownerText } from "./owners";

/** Folder of folders, one for each model that is open, with links to its tables. */
const OPEN = "open";
/** In such a folder, the file that its process keeps open. */
const WITNESS = "owner";

/**
 * Gives files of a folder a second name each, in a folder of its own, by which they stay when the
 * first names go.
 * @returns that folder, and what lets them go
 */
export async function holdFiles(
  folder: string,
  names: readonly string[],
): Promise<{ folder: string; release: () => Promise<void> }> {
  const own = join(folder, OPEN, await ownerText());
  await mkdir(own, { recursive: true });
  let closeWitness: (() => Promise<void>) | undefined;
  const release = async (): Promise<void> => {
    await closeWitness?.();
    await rm(own, { recursive: true, force: true });
  };
  try {
    closeWitness = await openWitness(join(own, WITNESS));
    for (const name of names) await linkOrCopy(join(folder, name), join(own, name));
  } catch (error) {
    await release();
    throw error;
  }
  return { folder: own, release };
}

/**
 * Lets go what processes that have ended held of a folder's files.
 * @returns bytes freed
 */
export async function removeDeadHolds(folder: string): Promise<number> {
  let freed = 0;
  for (const name of await namesIn(join(folder, OPEN))) {
    const path = join(folder, OPEN, name);
    const isAlive = await isOwnerAlive(name, join(path, WITNESS));
    if (isAlive ?? !(await isOlder(path, LONG_AGO))) continue;
    freed += await onlyThere(path);
    // What Windows keeps, because another program has it open, goes the next time.
    await rm(path, { recursive: true, force: true }).catch(() => undefined);
  }
  return freed;
}

/** Links a file to another name, by which it stays when the first goes; copies it where there are no links. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  try {
    await link(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") throw error;
    await copyFile(from, to, constants.COPYFILE_FICLONE);
  }
}

/** Bytes of files in a folder that have no other name. */
async function onlyThere(folder: string): Promise<number> {
  let bytes = 0;
  for (const name of await namesIn(folder)) {
    const { size, nlink } = await stat(join(folder, name)).catch(() => ({ size: 0, nlink: 2 }));
    if (nlink === 1) bytes += size;
  }
  return bytes;
}
