import { lstatSync, opendirSync, statSync, type Stats } from "node:fs";
import type { LeftOutReason } from "../texts/textUnits";
import { joinPath, openable } from "./bytePaths";
import type { IgnoredNames } from "./ignoredNames";

/** What nobody means by a folder's text, unless named by itself; as Count Tokens has it. */
const IGNORED_FOLDERS = new Set([".git", ".hg", ".svn", "bower_components", "node_modules"]);
/** Entries that the system gives at a time. */
const ENTRIES = 1024;

/** A file, or what stands in the place of one and has no text. */
export interface FoundFile {
  /** Byte path to open it by. */
  readonly path: string;
  /** Byte path relative to the folder, with `/`. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly reason?: LeftOutReason;
  readonly detail?: string;
}

/** What is not looked into. */
export interface Walk {
  /** Real path of a folder that is being written. */
  readonly except: string | undefined;
  /** Told of folders that are left out: they take no place among the documents. */
  readonly leftOut: (name: string, reason: LeftOutReason, detail: string) => void;
  /** What ignore files around the folder name is left out, if that is wanted. */
  readonly ignored?: IgnoredNames | undefined;
}

/**
 * The files below a folder in the order of their relative paths by code points, `/` between the
 * parts. Links to files are followed, links to folders are not: they may lead back.
 */
export function* folderFiles(folder: string, walk: Walk, below = ""): Generator<FoundFile> {
  let entries: string[];
  try {
    entries = entriesOf(folder);
  } catch (error) {
    walk.leftOut(below, "unread", codeOf(error));
    return;
  }
  const ignored = walk.ignored?.within(folder, entries);
  for (const entry of entries) {
    const isFolder = entry.endsWith("/");
    const name = `${below}${entry}`;
    const path = joinPath(folder, isFolder ? entry.slice(0, -1) : entry);
    if (ignored?.has(entry) === true) walk.leftOut(name, "gitignored", "");
    else if (!isFolder) {
      const found = fileAt(path, name);
      if (found.reason === "folderLink") walk.leftOut(name, "folderLink", "");
      else yield found;
    } else if (IGNORED_FOLDERS.has(entry.slice(0, -1))) walk.leftOut(name, "ignored", "");
    else if (path !== walk.except)
      yield* folderFiles(path, { ...walk, ignored: ignored?.below(entry) }, name);
  }
}

/** A file by its path, as its own stat or its link's target tells. */
export function fileAt(path: string, name: string): FoundFile {
  let info: Stats;
  try {
    info = statSync(openable(path));
  } catch (error) {
    return { path, name, size: 0, reason: "unread", detail: codeOf(error) };
  }
  if (info.isFile()) return { path, name, size: info.size };
  const reason = info.isDirectory() ? "folderLink" : "special";
  return { path, name, size: 0, reason };
}

/** Names in order; one of a folder ends in "/", which is also how paths below it are compared. */
function entriesOf(folder: string): string[] {
  const names: string[] = [];
  // Node's types know only the encodings of text, Node all of Buffer's.
  const encoding = "latin1" as BufferEncoding;
  const opened = opendirSync(openable(folder), {
    encoding,
    bufferSize: ENTRIES,
  });
  try {
    for (let entry = opened.readSync(); entry !== null; entry = opened.readSync()) {
      // Some file systems do not tell what an entry is.
      const isTold = entry.isDirectory() || entry.isFile() || entry.isSymbolicLink();
      const isFolder = isTold ? entry.isDirectory() : isRealFolder(folder, entry.name);
      names.push(isFolder ? `${entry.name}/` : entry.name);
    }
  } finally {
    opened.closeSync();
  }
  return names.sort(byCodeUnits);
}

function isRealFolder(folder: string, name: string): boolean {
  try {
    return lstatSync(openable(joinPath(folder, name))).isDirectory();
  } catch {
    return false;
  }
}

const byCodeUnits = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

export function codeOf(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  return code ?? message;
}
