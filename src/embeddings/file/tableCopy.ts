import * as l10n from "../../shared/base/l10n";
import { sizeText } from "../../shared/base/numbers";
import { foreign, foreignPath } from "../../shared/base/shown";
import { plainBytes, shapeText, valuesOf, type FileTable } from "./fileTensors";
import { firstNonFinite } from "./floats";
import type { Table, Tables } from "../table";
import { FileProblem, withFileName, reasonOf } from "../store/fileProblem";
import { madeOnce } from "../store/madeOnce";
import { createTable } from "../store/tableSums";
import type { SourceFile, SourceFiles } from "./sourceFile";
import type { NewFile, TableFiles } from "../store/tableFiles";
import { InvariantError } from "../../shared/base/invariantError";

/** A table of a model file, and the file its values lie in. */
export interface TableCopy {
  readonly table: FileTable;
  readonly file: SourceFile;
}

/** What copying works with. */
export interface CopyWork {
  readonly source: SourceFiles;
  readonly files: TableFiles;
  readonly step: () => Promise<void>;
  readonly onProgress?: ((share: number) => void) | undefined;
}

/** The runtime maps a table as one file. */
const MOST_BYTES = 2 ** 31;

/**
 * Copies a token and a position table as float32 into the extension's own files, unless both are
 * there already.
 * @param path of the model, which errors name
 * @throws {Error} when one is too large, a value is not finite, the file changes meanwhile or there
 *   is no room; neither table is kept then
 */
export async function copyTables(
  path: string,
  [token, position]: readonly TableCopy[],
  tables: Tables,
  work: CopyWork,
): Promise<void> {
  if (token === undefined || position === undefined)
    throw new InvariantError("Two tables are copied.");
  const wanted: [TableCopy, Table][] = [
    [token, tables.token],
    [position, tables.position],
  ];
  let total = 0;
  for (const [{ table }, { shape }] of wanted) {
    const bytes = plainBytes(shape, "F32");
    if (bytes > MOST_BYTES) {
      throw new Error(
        l10n.t(
          '{0} has the table "{1}" {2}, which takes {3}; at most {4} can be used.',
          foreignPath(path),
          foreign(table.name),
          shapeText(shape),
          sizeText(bytes),
          sizeText(MOST_BYTES),
        ),
      );
    }
    total += bytes;
  }
  const { files, step } = work;
  await madeOnce(tables, files, step, async () => {
    await checkRoom(path, total, files);
    const parts: NewFile[] = [];
    let written = 0;
    try {
      for (const [copy, { name }] of wanted) {
        const part = await whileWriting(path, () => createTable(files, name));
        parts.push(part);
        for await (const values of finiteValues(path, copy)) {
          await whileWriting(path, () => part.append(bytesOf(values)));
          written += values.byteLength;
          work.onProgress?.(Math.min(1, written / total));
          await step();
        }
      }
      for (const { file } of [token, position]) await checkUnchanged(path, file, work.source);
      for (const part of parts) await whileWriting(path, () => part.finish());
    } finally {
      await Promise.all(parts.map((part) => part.close()));
    }
  });
}

async function* finiteValues(
  path: string,
  { table, file }: TableCopy,
): AsyncGenerator<Float32Array<ArrayBuffer>> {
  const width = table.shape[1];
  let before = 0;
  for await (const values of valuesOf(table, file)) {
    const at = firstNonFinite(values);
    if (at >= 0) {
      const row = Math.floor((before + at) / width);
      const column = (before + at) % width;
      throw new Error(
        l10n.t(
          '{0} has the value {1} in "{2}", row {3}, column {4}; a table of vectors is finite.',
          foreignPath(path),
          String(values[at]),
          foreign(table.name),
          row,
          column,
        ),
      );
    }
    before += values.length;
    yield values;
  }
}

/** What is written with less room would fail at its end, after a long time. */
async function checkRoom(path: string, bytes: number, files: TableFiles): Promise<void> {
  const free = await files.free();
  if (free === undefined || free >= bytes) return;
  throw new Error(
    l10n.t(
      "{0} needs {1} for its tables; the disk has {2} free.",
      foreignPath(path),
      sizeText(bytes),
      sizeText(free),
    ),
  );
}

/** A file that was written to while it was read may have given half of each state. */
export async function checkUnchanged(
  path: string,
  before: SourceFile,
  source: SourceFiles,
): Promise<void> {
  await withFileName(path, async () => {
    const now = await source.open(before.path);
    await now.close();
    if (now.bytes === before.bytes && now.modified === before.modified) return;
    throw new FileProblem((file) =>
      before.path === path
        ? l10n.t("{0} changed while it was read; try again.", file)
        : l10n.t(
            "{0} changed while it was read, in {1}; try again.",
            file,
            foreignPath(before.path),
          ),
    );
  });
}

/** Names the model where writing fails. */
export async function whileWriting<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const message = l10n.t("{0} could not be copied: {1}.", foreignPath(path), reasonOf(error));
    throw new Error(message, { cause: error });
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array<ArrayBuffer>): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
