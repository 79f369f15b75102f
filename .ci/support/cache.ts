import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "./folders";
import { isAlive } from "./isAlive";

/**
 * The folder `name` of the cache, made by `make` where it is not there. It appears only when it is
 * complete: an interrupted `make` leaves nothing that looks finished, and of two processes that make
 * it at once the first wins.
 * @throws whatever `make` throws, unless another process has made the folder meanwhile
 */
export async function cached(
  name: string,
  make: (folder: string) => Promise<void>,
): Promise<string> {
  const folder = join(cacheFolder, name);
  if (existsSync(folder)) return folder;
  await removeAbandoned();
  const partial = join(cacheFolder, `${name}${marker}${String(process.pid)}`);
  await mkdir(partial, { recursive: true });
  try {
    await make(partial);
    await rename(partial, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
  return folder;
}

const marker = ".partial-";

/** Removes what processes that are no more have left half made. */
async function removeAbandoned(): Promise<void> {
  await mkdir(cacheFolder, { recursive: true });
  for (const name of await readdir(cacheFolder)) {
    const owner = name.split(marker)[1];
    if (owner !== undefined && !isAlive(Number(owner))) {
      await rm(join(cacheFolder, name), { recursive: true, force: true });
    }
  }
}
