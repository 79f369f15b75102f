import * as l10n from "../../shared/base/l10n";
import { byteLength, type ExportData, type ExportArray, type ExportValue } from "./exportData";

/** A file format: how it is called, how its files end, and the bytes of one. */
export interface ExportFormat {
  readonly name: () => string;
  readonly ending: string;
  readonly description: () => string;
  /** What a file of it holds: the records, all arrays, or the one array that was chosen. */
  readonly holds: "records" | "arrays" | "array";
  readonly bytes: (exported: ExportData) => AsyncIterable<Uint8Array>;
}

const encoder = new TextEncoder();

/** One array as numpy's `.npy`, version 1.0: a header padded to 64 bytes, then the values. */
async function* npy(array: ExportArray): AsyncGenerator<Uint8Array> {
  yield npyHeader(array.type === "int64" ? "<i8" : "<f4", array.shape);
  yield* array.bytes();
}

/** A text as numpy has one, an array of no dimension: UTF-32, little-endian. */
function npyText(text: string): Uint8Array[] {
  const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
  const values = new DataView(new ArrayBuffer(4 * points.length));
  points.forEach((point, at) => {
    values.setUint32(4 * at, point, true);
  });
  return [npyHeader(`<U${points.length}`, []), new Uint8Array(values.buffer)];
}

async function* onlyNpy({ arrays: [array] }: ExportData): AsyncGenerator<Uint8Array> {
  if (array !== undefined) yield* npy(array);
}

function npyHeader(descr: string, shape: readonly number[]): Uint8Array {
  const sizes = shape.length === 1 ? `${String(shape[0])},` : shape.join(", ");
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const unpadded = NPY_MAGIC.length + 2 + text.length + 1;
  const padded = Math.ceil(unpadded / 64) * 64;
  const header = new Uint8Array(padded).fill(0x20);
  header.set(NPY_MAGIC);
  const length = padded - NPY_MAGIC.length - 2;
  header[NPY_MAGIC.length] = length & 0xff;
  header[NPY_MAGIC.length + 1] = length >> 8;
  header.set(encoder.encode(text), NPY_MAGIC.length + 2);
  header[padded - 1] = 0x0a;
  return header;
}

/** `\x93NUMPY`, version 1.0 */
const NPY_MAGIC = Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0);

/**
 * All arrays as numpy's `.npz`: a ZIP file of `.npy` files, not compressed, as `savez` makes it. What
 * it is all about are texts among them.
 */
async function* npz(exported: ExportData): AsyncGenerator<Uint8Array> {
  // In the bundle, but evaluated here: it makes tables that the start of the extension would wait for.
  const { Zip, ZipPassThrough } = await import("fflate");
  const ready: Uint8Array[] = [];
  const zip = new Zip((error, data) => {
    if (error) throw error;
    ready.push(data);
  });
  for (const array of exported.arrays) {
    const entry = new ZipPassThrough(`${array.name}.npy`);
    zip.add(entry);
    for await (const piece of npy(array)) {
      // It keeps what it is given, and an array may use its memory again.
      entry.push(piece.slice());
      yield* ready.splice(0);
    }
    entry.push(new Uint8Array(0), true);
  }
  for (const [name, text] of Object.entries(exported.about ?? {})) {
    const entry = new ZipPassThrough(`${name}.npy`);
    zip.add(entry);
    for (const piece of npyText(text)) entry.push(piece);
    entry.push(new Uint8Array(0), true);
  }
  zip.end();
  yield* ready.splice(0);
}

/** All arrays as safetensors. */
async function* safetensors({ arrays, about }: ExportData): AsyncGenerator<Uint8Array> {
  let end = 0;
  const header: Record<string, unknown> = about === undefined ? {} : { __metadata__: about };
  for (const array of arrays) {
    header[array.name] = {
      dtype: array.type === "int64" ? "I64" : "F32",
      shape: array.shape,
      data_offsets: [end, (end += byteLength(array))],
    };
  }
  const json = JSON.stringify(header);
  // Padded with blanks, so that the values are aligned.
  const text = encoder.encode(json.padEnd(Math.ceil(json.length / 8) * 8));
  const length = new Uint8Array(8);
  new DataView(length.buffer).setBigUint64(0, BigInt(text.length), true);
  yield length;
  yield text;
  for (const array of arrays) yield* array.bytes();
}

async function* jsonLines(exported: ExportData): AsyncGenerator<Uint8Array> {
  const { about } = exported;
  for await (const records of exported.records()) {
    const lines = records.map((record) => `${JSON.stringify({ ...record, ...about })}\n`);
    yield encoder.encode(lines.join(""));
  }
}

/** As RFC 4180 has it, with LF. A list is written as JSON. */
async function* csv(exported: ExportData): AsyncGenerator<Uint8Array> {
  const { columns, about = {} } = exported;
  const same = Object.values(about).map(field);
  yield encoder.encode(`${[...columns, ...Object.keys(about)].join(",")}\n`);
  for await (const rows of exported.records()) {
    const lines = rows.map((row) =>
      [...columns.map((column) => field(row[column] ?? "")), ...same].join(","),
    );
    yield encoder.encode(lines.map((line) => `${line}\n`).join(""));
  }
}

function field(value: ExportValue): string {
  const text = typeof value === "object" ? JSON.stringify(value) : String(value);
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

export const exportFormats: readonly ExportFormat[] = [
  {
    name: () => l10n.t("JSON lines"),
    ending: "jsonl",
    description: () => l10n.t("one record per line; `datasets` opens it"),
    holds: "records",
    bytes: jsonLines,
  },
  {
    name: () => "CSV",
    ending: "csv",
    description: () => l10n.t("one record per row"),
    holds: "records",
    bytes: csv,
  },
  {
    name: () => l10n.t("NumPy array"),
    ending: "npy",
    description: () => l10n.t("`numpy.load`, one array of your choice"),
    holds: "array",
    bytes: onlyNpy,
  },
  {
    name: () => l10n.t("NumPy arrays"),
    ending: "npz",
    description: () => l10n.t("`numpy.load`, arrays by name"),
    holds: "arrays",
    bytes: npz,
  },
  {
    name: () => "safetensors",
    ending: "safetensors",
    description: () => "`safetensors.torch.load_file`",
    holds: "arrays",
    bytes: safetensors,
  },
];
