import * as l10n from "../../shared/base/l10n";
import { foreignPath } from "../../shared/base/shown";
import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { join } from "node:path";
import type { BytePairEncoding } from "../../shared/values/tokens";
import { readVocabulary, type Vocabulary } from "../../tokens/encode/vocabulary";

/** @param folder of the compiled vocabularies */
export function vocabularyFrom(folder: string, encoding: BytePairEncoding): Vocabulary {
  return readVocabulary(bufferOf(join(folder, `${encoding}.vocabulary`)));
}

/** A file in a buffer of exactly its size, so that it is not copied once more. */
function bufferOf(path: string): ArrayBuffer {
  const file = openSync(path, "r");
  try {
    const bytes = new Uint8Array(fstatSync(file).size);
    for (let at = 0; at < bytes.length;) {
      const count = readSync(file, bytes, at, bytes.length - at, at);
      if (count === 0)
        throw new Error(l10n.t("{0} ends early. Reinstall Tokenscope.", foreignPath(path)));
      at += count;
    }
    return bytes.buffer;
  } finally {
    closeSync(file);
  }
}
