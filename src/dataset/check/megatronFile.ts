import * as l10n from "../../shared/base/l10n";
import { formatCount } from "../../shared/base/numbers";
import {
  MEGATRON_HEADER_BYTES,
  MEGATRON_MAGIC,
  MEGATRON_TYPES,
  MEGATRON_VERSION,
} from "../formats/megatronIndex";
import { idsOfBytes } from "../rules/ids";
import { bytesOfType, type IdType } from "../rules/setRules";
import type { ByteSource, IdFile, Stretch } from "./idFile";

/** Entries of the index that are read at a time. */
const STEP = 1 << 14;
/** Ids that are read at a time. */
const STEP_IDS = 1 << 19;

/**
 * Megatron's pair of files.
 * @throws {Error} where the index is none, or its ids are of another type
 */
export function megatronFile(ids: ByteSource, index: ByteSource): IdFile {
  const header = index.read(0, MEGATRON_HEADER_BYTES);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (
    header.length < MEGATRON_HEADER_BYTES ||
    !MEGATRON_MAGIC.every((byte, at) => header[at] === byte)
  ) {
    throw new Error(l10n.t("The .idx file does not begin as Megatron's do."));
  }
  let at = MEGATRON_MAGIC.length;
  const version = Number(view.getBigUint64(at, true));
  const code = view.getUint8(at + 8);
  const sequences = Number(view.getBigUint64(at + 9, true));
  const entries = Number(view.getBigUint64(at + 17, true));
  at = MEGATRON_HEADER_BYTES;
  const type = (Object.keys(MEGATRON_TYPES) as IdType[]).find(
    (each) => MEGATRON_TYPES[each] === code,
  );
  if (type === undefined) {
    throw new Error(
      l10n.t("Its ids are of type code {0}; read are 4 (int32) and 8 (uint16).", code),
    );
  }
  const problems: string[] = [];
  if (version !== MEGATRON_VERSION) {
    problems.push(l10n.t("The .idx file says version {0}, not {1}.", version, MEGATRON_VERSION));
  }
  if (index.size !== at + 12 * sequences + 8 * entries) {
    throw new Error(
      l10n.t(
        "The .idx file has {0} bytes, which do not fit its {1} sequences and {2} entries of documents.",
        formatCount(index.size),
        formatCount(sequences),
        formatCount(entries),
      ),
    );
  }
  const size = bytesOfType(type);
  const tokens = Math.floor(ids.size / size);
  const found = indexProblems(index, sequences, size, ids.size);
  return {
    ...{ format: "megatron", type, tokens, documents: Math.max(0, entries - 1) },
    problems: [...problems, ...found],
    stretches: () => sequenceIds(ids, index, sequences, type),
  };
}

/** What does not fit in the lengths and places of sequences. */
function indexProblems(
  index: ByteSource,
  sequences: number,
  size: number,
  bytes: number,
): string[] {
  let place = 0;
  for (const { at, length, pointer } of entriesOf(index, sequences)) {
    if (pointer !== place || length < 0) {
      return [
        l10n.t(
          "Sequence {0} is said to begin at byte {1}, but the one before ends at {2}.",
          formatCount(at),
          String(pointer),
          formatCount(place),
        ),
      ];
    }
    place += size * length;
  }
  if (place === bytes) return [];
  return [
    l10n.t(
      "The sequences of the .idx file have {0} bytes, the .bin file {1}.",
      formatCount(place),
      formatCount(bytes),
    ),
  ];
}

function* entriesOf(
  index: ByteSource,
  sequences: number,
): Generator<{ at: number; length: number; pointer: number }> {
  const lengthsAt = MEGATRON_HEADER_BYTES;
  const pointersAt = lengthsAt + 4 * sequences;
  for (let from = 0; from < sequences; from += STEP) {
    const count = Math.min(STEP, sequences - from);
    const lengths = viewOf(index.read(lengthsAt + 4 * from, lengthsAt + 4 * (from + count)));
    const pointers = viewOf(index.read(pointersAt + 8 * from, pointersAt + 8 * (from + count)));
    for (let at = 0; at < count; at++) {
      const pointer = Number(pointers.getBigInt64(8 * at, true));
      yield { at: from + at, length: lengths.getInt32(4 * at, true), pointer };
    }
  }
}

async function* sequenceIds(
  ids: ByteSource,
  index: ByteSource,
  sequences: number,
  type: IdType,
): AsyncGenerator<Stretch> {
  const size = bytesOfType(type);
  for (const { length, pointer } of entriesOf(index, sequences)) {
    if (pointer < 0 || pointer + size * length > ids.size) return;
    let from = 0;
    do {
      const to = Math.min(length, from + STEP_IDS);
      const bytes = ids.read(pointer + size * from, pointer + size * to);
      yield { ids: idsOfBytes(bytes, type), endsDocument: to === length };
      from = to;
    } while (from < length);
  }
}

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
