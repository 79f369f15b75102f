import { batchFrom, type Batch } from "../../embeddings/queries/batch";
import type { Loader, LoaderOptions } from "../../shared/values/windows";
import type { Tokens } from "../../shared/values/tokens";
import type { Vectors } from "../../shared/values/vectors";
import {
  float32Bytes,
  int64Bytes,
  type ExportData,
  type ExportArray,
  type ExportedRecord,
} from "./exportData";

/** A document's tokens at one moment, and how they are read from its text. */
export interface ExportedDocument {
  readonly tokens: Tokens;
  /** The document's text, UTF-16 code units `[start, end)`. */
  readonly text: (start: number, end: number) => string;
}

/** The windows of a loader over a document's tokens: samples `[first, end)` in the order shown. */
export interface ExportedWindows {
  readonly ids: Uint32Array;
  readonly loader: Loader;
  readonly options: Pick<LoaderOptions, "maxLength">;
  readonly first: number;
  readonly end: number;
}

/** Values made at a time: a few milliseconds' worth. */
const PIECE = 1 << 16;
/** Records made at a time. */
const RECORDS = 2048;

/** Every token: its place, its id, its span in UTF-16 code units, and the text under it. */
export function exportedTokens({ tokens, text }: ExportedDocument): ExportData {
  const { ids, starts, ends } = tokens;
  return {
    arrays: [whole("ids", ids), whole("starts", starts), whole("ends", ends)],
    columns: ["index", "id", "start", "end", "text"],
    records: () =>
      pieces(ids.length, RECORDS, (index) => {
        const [start = 0, end = 0] = [starts[index], ends[index]];
        return { index, id: ids[index] ?? 0, start, end, text: text(start, end) };
      }),
  };
}

/** Inputs and targets [N, L] as GPTDatasetV1 has them, int64, in the loader's order. */
export function exportedWindows(windows: ExportedWindows): ExportData {
  return {
    arrays: [rowsOf("inputs", windows, 0), rowsOf("targets", windows, 1)],
    columns: ["input_ids", "labels"],
    records: () =>
      pieces(
        windows.end - windows.first,
        Math.max(1, Math.floor(RECORDS / windows.options.maxLength)),
        (row) => ({
          input_ids: [...idsOf(windows, row, 0)],
          labels: [...idsOf(windows, row, 1)],
        }),
      ),
  };
}

/** A batch with its vectors: token and input [B, L, D], position [L, D], float32. */
export function exportedVectors(
  windows: ExportedWindows,
  { shape: [rows, length, dimensions], token, position, input }: Vectors,
): ExportData {
  const vectors = (name: string, values: Float32Array, shape: number[]): ExportArray => ({
    name,
    type: "float32",
    shape,
    bytes: () => once(float32Bytes(values)),
  });
  return {
    arrays: [
      ...exportedWindows(windows).arrays,
      vectors("token_embeddings", token, [rows, length, dimensions]),
      vectors("pos_embeddings", position, [length, dimensions]),
      vectors("input_embeddings", input, [rows, length, dimensions]),
    ],
    columns: ["window", "position", "id", "token", "pos", "input"],
    records: () =>
      pieces(rows * length, Math.max(1, Math.floor(PIECE / (3 * dimensions))), (at) => {
        const [row, place] = [Math.floor(at / length), at % length];
        const vector = (values: Float32Array, index: number): number[] =>
          Array.from(values.subarray(index * dimensions, (index + 1) * dimensions), shortest);
        return {
          // Windows count from 1, as everywhere that a person reads of them.
          window: windows.first + row + 1,
          position: place,
          id: idsOf(windows, row, 0)[place] ?? 0,
          token: vector(token, at),
          pos: vector(position, place),
          input: vector(input, at),
        };
      }),
  };
}

/** Rows of ids for `embed`. */
export function rowsOfIds(windows: ExportedWindows): Batch {
  const { first, end, options } = windows;
  return batchFrom(end - first, options.maxLength, (row) => idsOf(windows, row, 0));
}

function idsOf(
  { ids, loader, options, first }: ExportedWindows,
  row: number,
  shift: 0 | 1,
): Uint32Array {
  const start = (loader.starts[loader.order[first + row] ?? 0] ?? 0) + shift;
  return ids.subarray(start, start + options.maxLength);
}

function rowsOf(name: string, windows: ExportedWindows, shift: 0 | 1): ExportArray {
  const { maxLength } = windows.options;
  const rows = windows.end - windows.first;
  const atOnce = Math.max(1, Math.floor(PIECE / maxLength));
  return {
    name,
    type: "int64",
    shape: [rows, maxLength],
    async *bytes() {
      for (let row = 0; row < rows; row += atOnce) {
        const count = Math.min(atOnce, rows - row);
        const values = new Uint32Array(count * maxLength);
        for (let at = 0; at < count; at++) {
          values.set(idsOf(windows, row + at, shift), at * maxLength);
        }
        yield int64Bytes(values);
      }
    },
  };
}

function whole(name: string, values: Uint32Array): ExportArray {
  return {
    name,
    type: "int64",
    shape: [values.length],
    async *bytes() {
      for (let at = 0; at < values.length; at += PIECE) {
        yield int64Bytes(values.subarray(at, at + PIECE));
      }
    },
  };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

async function* pieces(
  count: number,
  atOnce: number,
  record: (index: number) => ExportedRecord,
): AsyncGenerator<readonly ExportedRecord[]> {
  for (let at = 0; at < count; at += atOnce) {
    yield Array.from({ length: Math.min(atOnce, count - at) }, (_, index) => record(at + index));
  }
}

/** The shortest decimal that reads back as the same float32. */
function shortest(value: number): number {
  for (let digits = 6; digits <= 9; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return value;
}
