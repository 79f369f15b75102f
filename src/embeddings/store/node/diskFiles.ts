import { createHash } from "node:crypto";
import {
  constants,
  copyFile,
  link,
  mkdir,
  open,
  rename,
  rm,
  stat,
  statfs,
  utimes,
} from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { HeldFiles, KeptFile, NewFile, ResumedFile, TableFiles } from "../tableFiles";
import { awaitLock, LOCK, removeDeadClaims, takeLock } from "./fileLocks";
import { isOlder, namesIn } from "./folderNames";
import { hasOwner, isOwnerAlive, openOwn, openWitness, ownerText } from "./owners";
import { syncFolder } from "./syncedFiles";

/** Ends the names of files that are not finished. */
const PART = ".part";
/** Folder of folders, one for each model that is open, with links to its tables. */
const OPEN = "open";
/** In such a folder, the file that its process keeps open. */
const WITNESS = "owner";
/** What made them before their names told whose they are. */
const UUID_PART = /\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.part$/;
/** Milliseconds after which nobody is at what was made by a process that cannot be seen. */
const LONG_AGO = 24 * 3600 * 1000;
/** The same of a file that is written to all the time while it is made. */
const A_WHILE_AGO = 600 * 1000;

/** Bytes that are handed to the disk together while what follows is still being made. */
const SYNCED_AT_ONCE = 2 ** 23;
/** Bytes that are hashed in one step. */
const HASHED_BYTES = 2 ** 22;

/** Tables in a folder on disk, made when first written to. */
export class DiskFiles implements TableFiles {
  constructor(private readonly folder: string) {}

  path(name: string): string {
    return join(this.folder, name);
  }

  async size(name: string): Promise<number | undefined> {
    try {
      return (await stat(this.path(name))).size;
    } catch {
      return undefined;
    }
  }

  async write(name: string, bytes: Uint8Array): Promise<void> {
    const file = await this.create(name);
    try {
      await file.append(bytes);
      await file.finish();
    } finally {
      await file.close();
    }
  }

  async read(name: string, start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    const file = await open(this.path(name), "r");
    try {
      return await bytesOf(file, start, length);
    } finally {
      await file.close();
    }
  }

  async create(name: string): Promise<NewFile> {
    await mkdir(this.folder, { recursive: true });
    return createFile(this.path(name));
  }

  async resume(name: string): Promise<ResumedFile> {
    const temporary = this.path(`${name}${PART}`);
    await mkdir(this.folder, { recursive: true });
    const unlock = await takeLock(this.folder, name);
    try {
      // A lock as it was made before, which told too little of whose it was.
      await rm(this.path(`${name}${LOCK}${PART}`), { force: true });
      const handle = await open(temporary, "a+");
      const { size } = await handle.stat();
      return new PartFile(handle, size, { temporary, path: this.path(name), unlock });
    } catch (error) {
      await unlock();
      throw error;
    }
  }

  async turn(name: string, step: () => Promise<void>): Promise<() => Promise<void>> {
    const isThere = await mkdir(this.folder, { recursive: true }).then(
      () => true,
      () => false,
    );
    // Where nothing can be written, what it is for says so.
    const unlock = isThere ? await awaitLock(this.folder, name, step) : undefined;
    return async () => unlock?.();
  }

  async hold(names: readonly string[]): Promise<HeldFiles> {
    const folder = join(this.folder, OPEN, await ownerText());
    await mkdir(folder, { recursive: true });
    let closeWitness: (() => Promise<void>) | undefined;
    const release = async (): Promise<void> => {
      await closeWitness?.();
      await rm(folder, { recursive: true, force: true });
    };
    try {
      closeWitness = await openWitness(join(folder, WITNESS));
      for (const name of names) await linkOrCopy(this.path(name), join(folder, name));
    } catch (error) {
      await release();
      throw error;
    }
    return { files: new DiskFiles(folder), release };
  }

  async list(): Promise<KeptFile[]> {
    const files: KeptFile[] = [];
    for (const name of await namesIn(this.folder)) {
      // What a process is making now is not kept yet, and what a dead one made is an orphan.
      if (name.endsWith(PART) && hasOwner(name)) continue;
      try {
        const info = await stat(this.path(name));
        if (!info.isFile()) continue;
        const { size, mtimeMs, nlink } = info;
        files.push({ name, bytes: size, lastUsed: mtimeMs, isHeld: nlink > 1 });
      } catch {
        // Another window has removed it meanwhile.
      }
    }
    return files;
  }

  async removeOrphans(): Promise<number> {
    const names = await namesIn(this.folder);
    if (names.some((name) => name.endsWith(LOCK))) await removeDeadClaims(this.folder);
    let freed = 0;
    for (const name of names.filter((each) => each.endsWith(PART))) {
      const path = this.path(name);
      if (!(await isOrphan(name, path))) continue;
      freed += (await this.size(name)) ?? 0;
      await rm(path, { force: true });
    }
    for (const name of await namesIn(join(this.folder, OPEN))) {
      const path = join(this.folder, OPEN, name);
      const isAlive = await isOwnerAlive(name, join(path, WITNESS));
      if (isAlive ?? !(await isOlder(path, LONG_AGO))) continue;
      freed += await onlyThere(path);
      // What Windows keeps, because another program has it open, goes the next time.
      await rm(path, { recursive: true, force: true }).catch(() => undefined);
    }
    return freed;
  }

  async remove(name: string): Promise<void> {
    const whole = name.endsWith(PART) ? name.slice(0, -PART.length) : name;
    if (name === whole) await rm(this.path(whole), { force: true });
    if ((await this.size(whole + PART)) === undefined) return;
    const unlock = await takeLock(this.folder, whole);
    try {
      await rm(this.path(whole + PART), { force: true });
    } finally {
      await unlock();
    }
  }

  async stamp(name: string): Promise<string | undefined> {
    try {
      // Not the time of its last change alone, which any program may set.
      const { ino, size, mtimeNs, ctimeNs } = await stat(this.path(name), { bigint: true });
      return [ino, size, mtimeNs, ctimeNs].join(" ");
    } catch {
      return undefined;
    }
  }

  readsRanges(): boolean {
    return true;
  }

  async sha256(bytes: Uint8Array): Promise<Uint8Array> {
    // In this thread, which is a worker's: twice as fast as handing each block to another.
    return createHash("sha256").update(bytes).digest();
  }

  async hashOf(names: readonly string[], step: () => Promise<void>): Promise<string> {
    const hash = createHash("sha256");
    for (const name of names) {
      const file = await open(this.path(name), "r");
      try {
        for (let at = 0, length = HASHED_BYTES; length === HASHED_BYTES; at += length) {
          const bytes = await bytesOf(file, at, HASHED_BYTES);
          hash.update(bytes);
          ({ length } = bytes);
          await step();
        }
      } finally {
        await file.close();
      }
    }
    return hash.digest("hex");
  }

  async touch(name: string): Promise<void> {
    const now = new Date();
    await utimes(this.path(name), now, now);
  }

  async free(): Promise<number | undefined> {
    try {
      await mkdir(this.folder, { recursive: true });
      const { bavail, bsize } = await statfs(this.folder);
      return bavail * bsize;
    } catch {
      return undefined;
    }
  }
}

/** Begins a file in a folder that is there. */
async function createFile(path: string): Promise<NewFile> {
  // Another window of the editor may write the same file now; each renames its own.
  const temporary = `${path}.${await ownerText()}${PART}`;
  return new PartFile(await openOwn(temporary), 0, { temporary, path, unlock: undefined });
}

class PartFile implements ResumedFile {
  private isOpen = true;
  private unsynced = 0;
  private isSyncing = false;
  /** Rejects as the first sync did that failed: the system tells of it once. */
  private synced = Promise.resolve();

  constructor(
    private readonly handle: FileHandle,
    public length: number,
    private readonly places: {
      readonly temporary: string;
      readonly path: string;
      /** Of a file that stays unfinished, to be gone on with: what keeps others from it. */
      readonly unlock: (() => Promise<void>) | undefined;
    },
  ) {}

  async append(bytes: Uint8Array): Promise<void> {
    await this.handle.writeFile(bytes);
    this.length += bytes.length;
    this.unsynced += bytes.length;
    if (this.unsynced >= SYNCED_AT_ONCE && !this.isSyncing) this.beginSync();
  }

  read(start: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    return bytesOf(this.handle, start, length);
  }

  async cut(length: number): Promise<void> {
    await this.handle.truncate(length);
    this.length = length;
  }

  clear(): Promise<void> {
    return this.cut(0);
  }

  async finish(): Promise<void> {
    await this.synced;
    await this.handle.sync();
    const { temporary, path, unlock } = this.places;
    this.isOpen = false;
    try {
      await this.handle.close();
      await rename(temporary, path);
      await syncFolder(dirname(path));
    } finally {
      // Not before it has its name: another would go on with it.
      await unlock?.();
    }
  }

  async close(): Promise<void> {
    if (!this.isOpen) return;
    const { temporary, unlock } = this.places;
    await this.shut();
    if (unlock === undefined) await rm(temporary, { force: true });
  }

  /** Has the disk take in what is written beside what comes next, so that the end waits for little. */
  private beginSync(): void {
    this.unsynced = 0;
    this.isSyncing = true;
    this.synced = Promise.all([this.synced, this.handle.datasync()]).then(() => {
      this.isSyncing = false;
    });
    // Whoever finishes the file hears of it.
    this.synced.catch(() => undefined);
  }

  private async shut(): Promise<void> {
    if (!this.isOpen) return;
    this.isOpen = false;
    try {
      await this.synced.catch(() => undefined);
      await this.handle.close();
    } finally {
      await this.places.unlock?.();
    }
  }
}

/** Bytes of a file, fewer where it ends before. */
async function bytesOf(
  file: FileHandle,
  start: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(length);
  let at = 0;
  while (at < length) {
    const { bytesRead } = await file.read(bytes, at, length - at, start + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return at === length ? bytes : bytes.slice(0, at);
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

/** Whether an unfinished file is left behind by a process that cannot finish it any more. */
async function isOrphan(name: string, path: string): Promise<boolean> {
  if (hasOwner(name)) {
    return !((await isOwnerAlive(name, path)) ?? !(await isOlder(path, LONG_AGO)));
  }
  return UUID_PART.test(name) && isOlder(path, A_WHILE_AGO);
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
