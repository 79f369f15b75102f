import {
  parquetMetadataAsync,
  parquetReadObjects,
  type AsyncBuffer,
  type Compressors,
} from "hyparquet";
import * as l10n from "../../shared/base/l10n";
import { formatCount } from "../../shared/base/numbers";
import { idsOf } from "../rules/ids";
import type { ByteSource, IdFile, Stretch } from "./idFile";

const COLUMN = "input_ids";
/** Rows that are read at a time. */
const ROWS = 1024;
const BLOCK = 2 ** 20;
const LF = 0x0a;
/** Bytes of the longest line that is read. */
const MOST_LINE = 2 ** 28;

/**
 * A Parquet file with a list of ids in each row.
 * @throws {Error} where there is no such column
 */
export async function parquetIds(source: ByteSource, compressors: Compressors): Promise<IdFile> {
  const file: AsyncBuffer = {
    byteLength: source.size,
    slice: (start, end = source.size) =>
      new Uint8Array(source.read(start < 0 ? source.size + start : start, end)).buffer,
  };
  const metadata = await parquetMetadataAsync(file);
  const columns = metadata.schema.map(({ name }) => name);
  if (!columns.includes(COLUMN)) throw new Error(l10n.t("It has no column {0}.", COLUMN));
  const rows = Number(metadata.num_rows);
  const problems: string[] = [];
  const stretches = async function* (): AsyncGenerator<Stretch> {
    for (let rowStart = 0; rowStart < rows; rowStart += ROWS) {
      const rowEnd = Math.min(rows, rowStart + ROWS);
      const objects = await parquetReadObjects({
        ...{ file, metadata, columns: [COLUMN], rowStart, rowEnd, compressors },
      });
      for (const [at, object] of objects.entries()) {
        yield stretchOf(object[COLUMN], rowStart + at + 1, problems);
      }
    }
  };
  return { format: "parquet", type: undefined, tokens: 0, documents: rows, problems, stretches };
}

/** JSON lines with `input_ids`. */
export function jsonlIds(source: ByteSource): IdFile {
  const problems: string[] = [];
  const stretches = async function* (): AsyncGenerator<Stretch> {
    let line = 0;
    for (const text of linesOf(source)) {
      line++;
      if (text.trim() === "") continue;
      yield stretchOf(idsOfLine(text), line, problems);
    }
  };
  // How many there are, whoever goes through them counts.
  return { format: "jsonl", type: undefined, tokens: 0, documents: 0, problems, stretches };
}

function idsOfLine(text: string): unknown {
  try {
    return (JSON.parse(text) as Record<string, unknown> | null)?.[COLUMN];
  } catch {
    return undefined;
  }
}

function stretchOf(value: unknown, row: number, problems: string[]): Stretch {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const isIds =
    Array.isArray(value) &&
    list.every((id) => typeof id === "bigint" || (Number.isInteger(id) && Number(id) >= 0));
  if (!isIds && problems.length === 0) {
    problems.push(l10n.t("Row {0} has no list of ids in {1}.", formatCount(row), COLUMN));
  }
  const ids = idsOf("uint32", isIds ? list.length : 0);
  if (isIds) ids.set(list.map(Number));
  return { ids, endsDocument: true };
}

function* linesOf(source: ByteSource): Generator<string> {
  // No ids need more than ASCII.
  const textOf = (parts: readonly Uint8Array[]): string =>
    parts
      .map((part) => {
        let text = "";
        for (let at = 0; at < part.length; at += 4096) {
          text += String.fromCharCode(...part.subarray(at, at + 4096));
        }
        return text;
      })
      .join("");
  let parts: Uint8Array[] = [];
  let held = 0;
  for (let from = 0; from < source.size; from += BLOCK) {
    const block = source.read(from, Math.min(source.size, from + BLOCK));
    for (let at = 0; at < block.length;) {
      const found = block.indexOf(LF, at);
      const end = found < 0 ? block.length : found;
      parts.push(block.slice(at, end));
      held += end - at;
      at = end + 1;
      if (held > MOST_LINE) throw new Error(l10n.t("It has a line too long to be read."));
      if (found < 0) break;
      yield textOf(parts);
      [parts, held] = [[], 0];
    }
  }
  if (held > 0) yield textOf(parts);
}
