import { plainBytes, valuesOf, type FileTable } from "./fileTensors";
import { firstNonFinite } from "./floats";
import type { Table, Tables } from "../model";
import { naming, type SourceFile, type SourceFiles } from "./sourceFile";
import type { NewFile, TableFiles } from "../tableFiles";

/** A table of a model file, and the file its values lie in. */
export interface TableCopy {
  readonly table: FileTable;
  readonly file: SourceFile;
}

interface Work {
  readonly source: SourceFiles;
  readonly files: TableFiles;
  readonly step: () => Promise<void>;
  readonly onProgress: ((share: number) => void) | undefined;
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
  work: Work,
): Promise<void> {
  if (token === undefined || position === undefined) throw new RangeError("Two tables are copied.");
  const wanted: [TableCopy, Table][] = [
    [token, tables.token],
    [position, tables.position],
  ];
  let total = 0;
  for (const [{ table }, { shape }] of wanted) {
    const bytes = plainBytes(shape, "F32");
    if (bytes > MOST_BYTES) {
      throw new Error(
        `${path} has the table "${table.name}" [${shape.join(", ")}], which takes ` +
          `${gigabytes(bytes)}; at most ${gigabytes(MOST_BYTES)} can be used.`,
      );
    }
    total += bytes;
  }
  if (await areKept(tables, work.files)) return;
  await checkRoom(path, total, work.files);

  const parts: NewFile[] = [];
  let written = 0;
  try {
    for (const [copy, { name }] of wanted) {
      const part = await writing(path, () => work.files.create(name));
      parts.push(part);
      for await (const values of finiteValues(path, copy)) {
        await writing(path, () => part.append(bytesOf(values)));
        written += values.byteLength;
        work.onProgress?.(Math.min(1, written / total));
        await work.step();
      }
    }
    for (const { file } of [token, position]) await checkUnchanged(path, file, work.source);
    for (const part of parts) await writing(path, () => part.finish());
  } finally {
    await Promise.all(parts.map((part) => part.close()));
  }
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
        `${path} has the value ${String(values[at])} in "${table.name}", row ${row}, column ` +
          `${column}; a table of vectors is finite.`,
      );
    }
    before += values.length;
    yield values;
  }
}

async function areKept({ token, position }: Tables, files: TableFiles): Promise<boolean> {
  const sizes = await Promise.all([files.size(token.name), files.size(position.name)]);
  return (
    sizes[0] === plainBytes(token.shape, "F32") && sizes[1] === plainBytes(position.shape, "F32")
  );
}

/** What is written with less room would fail at its end, after a long time. */
async function checkRoom(path: string, bytes: number, files: TableFiles): Promise<void> {
  const free = await files.free();
  if (free === undefined || free >= bytes) return;
  throw new Error(
    `${path} needs ${gigabytes(bytes)} for its tables; the disk has ${gigabytes(free)} free.`,
  );
}

/** A file that was written to while it was read may have given half of each state. */
async function checkUnchanged(
  path: string,
  before: SourceFile,
  source: SourceFiles,
): Promise<void> {
  await naming(path, async () => {
    const now = await source.open(before.path);
    await now.close();
    if (now.bytes === before.bytes && now.modified === before.modified) return;
    throw new Error(
      before.path === path
        ? "changed while it was read; try again"
        : `changed while it was read, in ${before.path}; try again`,
    );
  });
}

function writing<T>(path: string, work: () => Promise<T>): Promise<T> {
  return naming(`${path} could not be copied:`, work);
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array<ArrayBuffer>): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function gigabytes(bytes: number): string {
  const gigabyte = 2 ** 30;
  return bytes < gigabyte / 10
    ? `${(bytes / 2 ** 20).toFixed(1)} MiB`
    : `${(bytes / gigabyte).toFixed(1)} GiB`;
}
