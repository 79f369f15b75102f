import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { strFromU8, strToU8, unzipSync, zipSync } from "fflate";
import { freshFolder } from "../../.ci/support/folders";

/**
 * A package as another version of the extension, for tests in which two run at once; answers its file.
 * @param replaced files of the extension by their paths in it
 */
export function otherVersion(
  vsix: string,
  version: string,
  replaced: Readonly<Record<string, Uint8Array<ArrayBuffer>>> = {},
): string {
  const files = unzipSync(readFileSync(vsix));
  for (const [path, bytes] of Object.entries(replaced)) {
    if (files[`extension/${path}`] === undefined) throw new Error(`${vsix} holds no ${path}.`);
    files[`extension/${path}`] = bytes;
  }
  change(files, "extension/package.json", /("version": ")[^"]+/, version);
  change(files, "extension.vsixmanifest", /(<Identity [^>]*\bVersion=")[^"]+/, version);
  const file = join(freshFolder("version"), `tokenscope-${version}.vsix`);
  // Not packed: it is read once.
  writeFileSync(file, zipSync(files, { level: 0 }));
  return file;
}

function change(
  files: Record<string, Uint8Array>,
  name: string,
  place: RegExp,
  version: string,
): void {
  const text = strFromU8(files[name] ?? new Uint8Array(0));
  if (!place.test(text)) throw new Error(`There is no version in ${name}.`);
  files[name] = strToU8(text.replace(place, `$1${version}`));
}
