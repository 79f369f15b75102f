import * as l10n from "../../shared/base/l10n";
import { randomBytes } from "node:crypto";
import type { Stats } from "node:fs";
import { link, open, rename, rm, stat, statfs } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname, join } from "node:path";
import { syncFolder } from "../../embeddings/store/node/syncedFiles";
import { messageOf } from "../../shared/base/rpc";
import { noteLeaving, PART } from "./leavings";

/** What a file of a person's will hold, whole and on the disk. */
export interface PartFile {
  readonly handle: FileHandle;
  /** Its path, in the extension's own folder. */
  readonly part: string;
  /** Bytes. */
  readonly length: number;
}

/** Bytes copied at a time. */
const STEP_BYTES = 2 ** 20;
/** Of a folder whose files get its group. */
const SET_GROUP = 0o2000;
/** Bits of a mode that can be set. */
const MODE = 0o7777;
/** Errors that say that a place takes no new file, or not this way, rather than none at all. */
const NOT_THERE = ["EACCES", "EPERM", "EROFS", "EBUSY", "ENOTSUP", "ENOSYS", "ENAMETOOLONG"];

/**
 * Makes a new file.
 * @returns false where somebody else has made it meanwhile
 */
export async function makeNew(path: string, gathered: PartFile): Promise<boolean> {
  try {
    if (!(await givesOfItsOwn(dirname(path)))) {
      await link(gathered.part, path);
      await syncFolder(dirname(path));
      return true;
    }
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    // Another disk, or one without links.
  }
  await makeBeside(path, gathered, undefined);
  return true;
}

/**
 * Puts what was gathered where a file is, with its mode and owner.
 * @returns false where that cannot be, and the file is as it was: it has other names or another
 *   owner, or its folder takes no new file
 */
export async function replace(path: string, before: Stats, gathered: PartFile): Promise<boolean> {
  if (before.nlink > 1) return false;
  try {
    if (!(await givesOfItsOwn(dirname(path)))) {
      await become(gathered.handle, before);
      await rename(gathered.part, path);
      await syncFolder(dirname(path));
      return true;
    }
  } catch (error) {
    if (NOT_THERE.includes(codeOf(error))) return false;
    if (codeOf(error) !== "EXDEV") throw error;
  }
  try {
    await makeBeside(path, gathered, before);
    return true;
  } catch (error) {
    if (NOT_THERE.includes(codeOf(error))) return false;
    throw error;
  }
}

/**
 * Writes all of a file that stays the one it is.
 * @throws {Error} which tells whether it is as it was
 */
export async function writeInto(path: string, { handle: from, part, length }: PartFile) {
  const handle = await open(path, "r+");
  try {
    const before = (await handle.stat()).size;
    const { bavail, bsize } = await statfs(path);
    if (length - before > bavail * bsize) {
      throw new Error(
        l10n.t(
          "it needs {0} MB and the disk has {1} MB free. What it held is as it was",
          Math.ceil((length - before) / 1e6),
          Math.floor((bavail * bsize) / 1e6),
        ),
      );
    }
    const done = await noteLeaving(part, ".into", path);
    try {
      await copy(from, handle, length);
      await handle.truncate(length);
      await handle.sync();
    } catch (error) {
      throw new Error(
        l10n.t("it is half written now, write it again ({0})", messageOf(error).slice(0, 80)),
        { cause: error },
      );
    } finally {
      await done();
    }
  } finally {
    await handle.close();
  }
}

/** Whether new files of a folder get something that one from another folder does not have. */
async function givesOfItsOwn(folder: string): Promise<boolean> {
  // Windows has rights go down from folder to file when the file is made.
  return process.platform === "win32" || ((await stat(folder)).mode & SET_GROUP) !== 0;
}

/** Makes a file in its folder under a name that the next export knows of, and renames it. */
async function makeBeside(
  path: string,
  { handle: from, part, length }: PartFile,
  before: Stats | undefined,
): Promise<void> {
  const beside = join(dirname(path), `.tokenscope-${randomBytes(4).toString("hex")}${PART}`);
  const done = await noteLeaving(part, ".beside", beside);
  try {
    const handle = await open(beside, "wx", before === undefined ? 0o666 : 0o600);
    try {
      await copy(from, handle, length);
      if (before !== undefined) await become(handle, before);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, path);
    await syncFolder(dirname(path));
  } finally {
    // Where no such name can be, removing it is an error, too.
    await rm(beside, { force: true }).catch(() => undefined);
    await done();
  }
}

/** Gives a file the owner and the mode of another. */
async function become(handle: FileHandle, { uid, gid, mode }: Stats): Promise<void> {
  const mine = await handle.stat();
  if (mine.uid !== uid || mine.gid !== gid) await handle.chown(uid, gid);
  // After the owner, with whom bits of it go.
  await handle.chmod(mode & MODE);
}

async function copy(from: FileHandle, to: FileHandle, length: number): Promise<void> {
  const bytes = new Uint8Array(Math.min(length, STEP_BYTES));
  for (let at = 0; at < length;) {
    const { bytesRead } = await from.read(bytes, 0, bytes.length, at);
    if (bytesRead === 0) throw new Error(l10n.t("what was gathered for it is gone"));
    for (let written = 0; written < bytesRead;) {
      const rest = bytesRead - written;
      written += (await to.write(bytes, written, rest, at + written)).bytesWritten;
    }
    at += bytesRead;
  }
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? "";
}
