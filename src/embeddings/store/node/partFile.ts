import { rename, rm } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { NewFile, ResumedFile } from "../tableFiles";
import { isOlder, LONG_AGO } from "./folderNames";
import { hasOwner, isOwnerAlive, openOwn, ownerText } from "./owners";
import { syncFolder } from "./syncedFiles";

/** Ends the names of files that are not finished. */
export const PART = ".part";
/** What made these files before their names told whose they are. */
const UUID_PART = /\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.part$/;
/** Milliseconds after which nobody is at a file that is written to all the time while it is made. */
const A_WHILE_AGO = 600 * 1000;

/** Bytes that are handed to the disk together while what follows is still being made. */
const SYNCED_AT_ONCE = 2 ** 23;

/** Begins a file in a folder that is there. */
export async function createFile(path: string): Promise<NewFile> {
  // Another window of the editor may write the same file now; each renames its own.
  const temporary = `${path}.${await ownerText()}${PART}`;
  return new PartFile(await openOwn(temporary), 0, { temporary, path, unlock: undefined });
}

/** A file that has another name until it is finished. */
export class PartFile implements ResumedFile {
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
export async function bytesOf(
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

/** Whether an unfinished file is left behind by a process that cannot finish it any more. */
export async function isOrphan(name: string, path: string): Promise<boolean> {
  if (hasOwner(name)) {
    return !((await isOwnerAlive(name, path)) ?? !(await isOlder(path, LONG_AGO)));
  }
  return UUID_PART.test(name) && isOlder(path, A_WHILE_AGO);
}
