import * as l10n from "../../shared/base/l10n";
import { formatCount } from "../../shared/base/numbers";
import { LLMC_HEADER_BYTES, LLMC_KINDS } from "../formats/llmcHeader";
import { bytesOfType, type IdType } from "../rules/setRules";
import { flatIds } from "./flatIds";
import type { ByteSource, IdFile } from "./idFile";

const TYPES: readonly IdType[] = ["uint16", "uint32"];

/** A `.bin` file: llm.c's by its header, else nanoGPT's, which has none. */
export function binFile(source: ByteSource, vocabularySize: number): IdFile {
  return llmcFile(source) ?? nanoFile(source, vocabularySize);
}

/** Undefined where the header is not llm.c's. */
function llmcFile(source: ByteSource): IdFile | undefined {
  const header = source.read(0, LLMC_HEADER_BYTES);
  if (header.length < LLMC_HEADER_BYTES) return undefined;
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  const [magic, version, said] = [0, 4, 8].map((at) => view.getInt32(at, true));
  const type = TYPES.find((each) => LLMC_KINDS[each].magic === magic);
  if (type === undefined || said === undefined) return undefined;
  const problems: string[] = [];
  if (version !== LLMC_KINDS[type].version) {
    problems.push(
      l10n.t(
        "The header says version {0}; {1} files of llm.c have {2}.",
        String(version),
        type,
        LLMC_KINDS[type].version,
      ),
    );
  }
  const bytes = source.size - LLMC_HEADER_BYTES;
  const tokens = Math.floor(bytes / bytesOfType(type));
  if (said !== tokens || bytes % bytesOfType(type) !== 0) {
    problems.push(
      l10n.t(
        "The header says {0} tokens, the file has bytes for {1}.",
        formatCount(said),
        formatCount(tokens),
      ),
    );
  }
  return {
    ...{ format: "llmc", type, tokens, documents: undefined, problems },
    stretches: () => flatIds(source, LLMC_HEADER_BYTES, tokens, type),
    stretchesFrom: (token) => flatIds(source, LLMC_HEADER_BYTES, tokens, type, token),
  };
}

function nanoFile(source: ByteSource, vocabularySize: number): IdFile {
  const problems: string[] = [];
  const seems = typeOfLooks(source, vocabularySize);
  if (seems === "uint32") {
    problems.push(
      l10n.t(
        "These look like uint32: every second uint16 is nearly always {0}. nanoGPT reads uint16, so every other id would be that.",
        vocabularySize > 2 ** 16 ? l10n.t("small") : "0",
      ),
    );
  }
  const size = bytesOfType(seems);
  const tokens = Math.floor(source.size / size);
  if (source.size % size !== 0) {
    problems.push(
      l10n.t(
        "The file has {0} bytes, which is no multiple of {1}: it was cut short, or it is something else.",
        formatCount(source.size),
        size,
      ),
    );
  }
  if (source.size === 0) problems.push(l10n.t("The file is empty; nanoGPT cannot open it."));
  return {
    ...{ format: "nanogpt", type: seems, tokens, documents: undefined, problems },
    stretches: () => flatIds(source, 0, tokens, seems),
    stretchesFrom: (token) => flatIds(source, 0, tokens, seems, token),
  };
}

/** Places that are looked at, and bytes at each. */
const LOOKED_AT = 64;
const LOOKED_BYTES = 4096;
/** Of ids of uint16 at most so many are small by chance. */
const MOST_BY_CHANCE = 0.9;

/** Whether ids without a header are uint16, or uint32 whose upper halves are nearly all the same. */
function typeOfLooks(source: ByteSource, vocabularySize: number): IdType {
  const highest = Math.floor((Math.max(vocabularySize, 1) - 1) / 2 ** 16);
  let [small, all] = [0, 0];
  let [odd, lowSmall] = [0, 0];
  const step = Math.max(LOOKED_BYTES, Math.floor(source.size / LOOKED_AT / 4) * 4);
  for (let at = 0; at + 4 <= source.size; at += step) {
    const bytes = source.read(at, Math.min(source.size, at + LOOKED_BYTES));
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let place = 0; place + 4 <= bytes.length; place += 4) {
      all++;
      if (view.getUint16(place + 2, true) <= highest) small++;
      if (view.getUint16(place, true) <= highest) lowSmall++;
      odd++;
    }
  }
  const isAlways = all > 0 && small / all > MOST_BY_CHANCE;
  // Where the lower halves are as small, it is a file of small ids.
  return isAlways && lowSmall / odd < MOST_BY_CHANCE ? "uint32" : "uint16";
}
