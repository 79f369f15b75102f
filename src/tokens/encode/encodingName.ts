import { foreignPath } from "../../shared/base/shown";
import type { Encoding } from "../../shared/values/tokens";

/** A tokenizer file's name: its folder's tells more than "tokenizer.json". */
export function tokenizerName(path: string): string {
  const [folder, last = path] = path
    .split(/[/\\]/)
    .filter((part) => part !== "")
    .slice(-2);
  return foreignPath(folder === undefined || last === folder ? path : `${folder}/${last}`);
}

/** What a person calls a reading's encoding. */
export function encodingName(reading: {
  readonly encoding: Encoding;
  readonly file?: { readonly path: string };
}): string {
  return reading.file === undefined ? reading.encoding : tokenizerName(reading.file.path);
}
