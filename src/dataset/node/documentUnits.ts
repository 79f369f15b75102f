import { hasZeroNearStart } from "../../text/fileText";
import type { Shard } from "../rules/setRules";
import { WHOLE_BYTES } from "../texts/partCuts";
import { readable } from "./bytePaths";
import { utf16Of } from "./decodedText";
import type { FoundFile } from "./folderFiles";
import { linesOfFile } from "./lineUnits";
import { parquetTexts } from "./parquetTexts";
import { partsOfFile } from "./partUnits";
import { Places, single, without, type PlannedUnit } from "./plannedUnit";
import { readRange } from "./readBytes";

/** Files that one unit takes at most, and their bytes. */
const MOST_FILES = 128;
const MOST_BYTES = 2 ** 20;
/** Bytes at a file's start by which it is judged. */
const SNIFFED = 512;

/** Rows of these are documents. */
const LINES = /\.(jsonl|ndjson)$/i;
const PARQUET = /\.parquet$/i;

/** One input: files, or a text that was read already. */
export type DocumentSource =
  | { readonly kind: "files"; readonly files: Iterable<FoundFile> }
  | { readonly kind: "text"; readonly name: string; readonly text: string };

/** How files are read. */
export interface FileOptions {
  /** Of rows of JSON lines and Parquet. */
  readonly field: string;
  /** Whether the encoding lets long texts be encoded in parts. */
  readonly inParts: boolean;
}

/**
 * Cuts inputs into units of work, in the order of the documents. A document keeps its place whoever
 * reads it: of a shard only every n-th is read.
 */
export async function* documentUnits(
  sources: Iterable<DocumentSource>,
  options: FileOptions,
  shard: Shard | undefined,
): AsyncGenerator<PlannedUnit> {
  const places = new Places(shard);
  for (const source of sources) {
    if (source.kind === "files") yield* unitsOfFiles(source.files, options, places);
    else if (places.takes()) {
      yield single({ kind: "texts", texts: [source.text] }, places.last, source.name);
    }
  }
}

async function* unitsOfFiles(
  files: Iterable<FoundFile>,
  options: FileOptions,
  places: Places,
): AsyncGenerator<PlannedUnit> {
  let batch = new Batch();
  for (const file of files) {
    const isSmall = isOrdinary(file) && file.size <= WHOLE_BYTES;
    if (isSmall && places.takes()) batch.add(file, places.last);
    if (!batch.isEmpty && (batch.isFull || !isSmall)) {
      yield batch.plan();
      batch = new Batch();
    }
    if (!isSmall) yield* unitsOfFile(file, options, places);
  }
  if (!batch.isEmpty) yield batch.plan();
}

/** Whether a file is a text as far as its name and its kind tell. */
const isOrdinary = ({ name, reason }: FoundFile): boolean =>
  reason === undefined && !LINES.test(name) && !PARQUET.test(name);

async function* unitsOfFile(
  file: FoundFile,
  options: FileOptions,
  places: Places,
): AsyncGenerator<PlannedUnit> {
  const { name, reason, detail } = file;
  if (reason !== undefined) {
    if (places.takes()) yield without(reason, places.last, readable(name), detail);
  } else if (LINES.test(name)) yield* linesOfFile(file, options.field, places);
  else if (PARQUET.test(name)) yield* parquetTexts(file, options.field, places);
  else if (places.takes()) yield* longFile(file, places.last, options.inParts);
}

/** Small files that are read together. */
class Batch {
  private readonly files: FoundFile[] = [];
  private readonly positions: number[] = [];
  private bytes = 0;

  get isEmpty(): boolean {
    return this.files.length === 0;
  }

  get isFull(): boolean {
    return this.files.length >= MOST_FILES || this.bytes >= MOST_BYTES;
  }

  add(file: FoundFile, position: number): void {
    this.files.push(file);
    this.positions.push(position);
    this.bytes += file.size;
  }

  plan(): PlannedUnit {
    const { files, positions } = this;
    return {
      unit: { kind: "files", paths: files.map(({ path }) => path) },
      count: files.length,
      positionOf: (at) => positions[at] ?? 0,
      nameOf: (at) => readable(files[at]?.name ?? ""),
      isContinued: false,
      goesOn: false,
      leftOut: [],
    };
  }
}

function* longFile(file: FoundFile, position: number, inParts: boolean): Generator<PlannedUnit> {
  const { path, size } = file;
  const name = readable(file.name);
  const start = startOf(path);
  if (!inParts || start === undefined || utf16Of(start) !== undefined) {
    // Read in one go, and left out where it is too long for that.
    yield single({ kind: "files", paths: [path] }, position, name);
  } else if (hasZeroNearStart(start)) yield without("binary", position, name);
  else yield* partsOfFile(path, size, position, name);
}

/** Undefined where it cannot be read: whoever reads all of it says why. */
function startOf(path: string): Buffer | undefined {
  try {
    return readRange(path, 0, SNIFFED);
  } catch {
    return undefined;
  }
}
