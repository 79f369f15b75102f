import type { TokenizerFileInfo } from "../../shared/values/tokens";
import type { Reading } from "./tokenDocument";

/** What a reading by a tokenizer file says of it. */
export function readingOfFile({
  path,
  hash,
  format,
  vocabularySize,
}: TokenizerFileInfo): Pick<Reading, "encoding" | "file" | "vocabularySize"> {
  return { encoding: "file", file: { path, hash, format }, vocabularySize };
}
