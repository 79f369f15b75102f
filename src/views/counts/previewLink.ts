import { workspace, type Uri } from "vscode";

/** Signs that end a link of Markdown, or that it gives another meaning, and `encodeURIComponent` leaves. */
const LEFT = /[!'()*]/g;

/**
 * A link that a page of VS Code's Markdown preview opens; undefined where none leads there. The preview
 * refuses addresses of files. A link that begins with a slash it follows from the workspace's first
 * folder on, whatever page it stands in.
 */
export function previewLink(uri: Uri): string | undefined {
  const root = workspace.workspaceFolders?.[0]?.uri;
  if (root === undefined || uri.scheme !== "file") return undefined;
  if (root.scheme !== uri.scheme || root.authority !== uri.authority) return undefined;
  const [from, to] = [partsOf(root), partsOf(uri)];
  const fork = from.findIndex((part, at) => part !== to[at]);
  const same = fork === -1 ? from.length : fork;
  const up = from.slice(same).map(() => "..");
  return `/${[...up, ...to.slice(same).map(encoded)].join("/")}`;
}

const partsOf = ({ path }: Uri): string[] => path.split("/").filter((part) => part !== "");

const encoded = (part: string): string =>
  encodeURIComponent(part).replace(
    LEFT,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
