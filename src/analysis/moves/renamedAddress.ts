/** Scheme, authority with its slashes, and the rest: path, query and fragment. */
const PARTS = /^([^:]*):(\/\/[^/]*)?(.*)$/s;
/** Addresses of a notebook's cells have the notebook's path, and a fragment that names the cell. */
const CELL = "vscode-notebook-cell";

/**
 * Where an address leads after a file or folder was renamed. All are URIs as VS Code writes them.
 * @returns undefined where the address is not of that file, nor in that folder
 */
export function renamedAddress(address: string, from: string, to: string): string | undefined {
  const [, scheme, authority, rest] = PARTS.exec(address) ?? [];
  const [, fromScheme, fromAuthority, fromPath] = PARTS.exec(from) ?? [];
  const [, toScheme, toAuthority, toPath] = PARTS.exec(to) ?? [];
  if (rest === undefined || fromPath === undefined || toPath === undefined) return undefined;
  const isCell = scheme === CELL;
  if (!isCell && (scheme !== fromScheme || authority !== fromAuthority)) return undefined;
  if (!rest.startsWith(fromPath)) return undefined;
  const behind = rest.slice(fromPath.length);
  if (behind !== "" && !/^[/?#]/.test(behind)) return undefined;
  const [newScheme, newAuthority] = isCell ? [scheme, authority] : [toScheme, toAuthority];
  return `${newScheme ?? ""}:${newAuthority ?? ""}${toPath}${behind}`;
}
