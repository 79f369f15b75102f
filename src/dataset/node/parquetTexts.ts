import * as zlib from "node:zlib";
import {
  parquetMetadataAsync,
  parquetReadObjects,
  type AsyncBuffer,
  type Compressors,
} from "hyparquet";
import { readable } from "./bytePaths";
import type { FoundFile } from "./folderFiles";
import { without, type Places, type PlannedUnit } from "./plannedUnit";
import { readRange } from "./readBytes";

/** Rows of a unit at most, and code units of their texts. */
const MOST_ROWS = 1024;
const MOST_UNITS = 2 ** 20;
/** Rows that are read at a time. */
const ROWS_AT_ONCE = 4096;
/** Fields that are named where the one asked for is missing. */
const MOST_FIELDS = 8;

/** A file that the reader of Parquet asks for what it needs. */
function parquetFile(path: string, size: number): AsyncBuffer {
  return {
    byteLength: size,
    slice: (start, end = size) => {
      const bytes = readRange(path, start < 0 ? size + start : start, end);
      return new Uint8Array(bytes).buffer;
    },
  };
}

/** What Node unpacks; Snappy is the reader's own. */
export function compressors(): Compressors {
  // Newer than the oldest Node that this runs on, whose types are in use.
  const { zstdDecompressSync } = zlib as { zstdDecompressSync?: (bytes: Uint8Array) => Buffer };
  return {
    GZIP: (bytes) => new Uint8Array(zlib.gunzipSync(bytes)),
    BROTLI: (bytes) => new Uint8Array(zlib.brotliDecompressSync(bytes)),
    ...(zstdDecompressSync !== undefined && {
      ZSTD: (bytes: Uint8Array) => new Uint8Array(zstdDecompressSync(bytes)),
    }),
  };
}

/** The texts in a column of a Parquet file, each row a document. */
export async function* parquetTexts(
  { path, name, size }: FoundFile,
  field: string,
  places: Places,
): AsyncGenerator<PlannedUnit> {
  const label = readable(name);
  try {
    const file = parquetFile(path, size);
    const metadata = await parquetMetadataAsync(file);
    const columns = metadata.schema.filter((_, at) => at > 0).map((element) => element.name);
    if (!columns.includes(field)) {
      const detail = columns.slice(0, MOST_FIELDS).join(", ");
      if (places.takes()) yield without("noField", places.last, label, detail);
      return;
    }
    const rows = Number(metadata.num_rows);
    for (let rowStart = 0; rowStart < rows; rowStart += ROWS_AT_ONCE) {
      const rowEnd = Math.min(rows, rowStart + ROWS_AT_ONCE);
      const objects = await parquetReadObjects({
        ...{ file, metadata, columns: [field], rowStart, rowEnd, compressors: compressors() },
      });
      yield* unitsOfRows(
        objects.map((object: Record<string, unknown>) => object[field]),
        rowStart,
        label,
        places,
      );
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    if (places.takes()) yield without("unread", places.last, label, detail);
  }
}

function* unitsOfRows(
  values: readonly unknown[],
  firstRow: number,
  label: string,
  places: Places,
): Generator<PlannedUnit> {
  let texts: (string | null)[] = [];
  let taken: { position: number; row: number }[] = [];
  let units = 0;
  for (const [at, value] of values.entries()) {
    if (places.takes()) {
      const text = typeof value === "string" ? value : null;
      texts.push(text);
      taken.push({ position: places.last, row: firstRow + at + 1 });
      units += text?.length ?? 0;
    }
    const isFull = texts.length === MOST_ROWS || units >= MOST_UNITS;
    if (texts.length === 0 || (!isFull && at < values.length - 1)) continue;
    const rows = taken;
    yield {
      unit: { kind: "texts", texts },
      count: texts.length,
      positionOf: (index) => rows[index]?.position ?? 0,
      nameOf: (index) => `${label}:${rows[index]?.row ?? 0}`,
      isContinued: false,
      goesOn: false,
      leftOut: [],
    };
    [texts, taken, units] = [[], [], 0];
  }
}
