import { sep } from "node:path";

/**
 * Paths as strings with a code unit for each byte: whatever a file system has for a name can be
 * opened, and the order of such strings is that of code points of UTF-8.
 */
export function bytePath(path: string): string {
  return Buffer.from(path, "utf8").toString("latin1");
}

/** As `node:fs` takes it. */
export function openable(path: string): Buffer {
  return Buffer.from(path, "latin1");
}

/** As a person reads it: bytes that are no UTF-8 as U+FFFD. */
export function readable(path: string): string {
  return Buffer.from(path, "latin1").toString("utf8");
}

/** A path below another. */
export function joinPath(folder: string, name: string): string {
  return folder === "" || folder.endsWith("/") || folder.endsWith(sep)
    ? `${folder}${name}`
    : `${folder}${sep}${name}`;
}
