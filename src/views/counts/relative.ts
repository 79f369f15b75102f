import type { Uri } from "vscode";

/** Path of a place relative to a folder; all of it where it does not lie in there. */
export function relative(root: Uri, { path }: Uri): string {
  const base = root.path.endsWith("/") ? root.path : `${root.path}/`;
  return path.startsWith(base) ? path.slice(base.length) : path;
}
