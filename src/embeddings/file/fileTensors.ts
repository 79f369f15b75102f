import * as l10n from "../../shared/base/l10n";
import { foreign, foreignPath } from "../../shared/base/shown";
import { FLOAT_BYTES, decodeFloats, decodeHalves, isFloatType, type FloatType } from "./floats";
import { FileProblem, withFileName } from "../store/fileProblem";
import { readFully, type SourceFile } from "./sourceFile";

/** A tensor of a model file. */
export interface TensorInfo {
  readonly name: string;
  readonly shape: readonly number[];
  /** "F32", "F16", "BF16"; other types are named but not read. */
  readonly type: string;
}

export interface FileTensor extends TensorInfo {
  /** Where its values lie; undefined for a type that is not read. */
  readonly place: Place | undefined;
}

/** What a model file holds. */
export interface FileContent {
  readonly tensors: readonly FileTensor[];
  /** Numbers beside them in a checkpoint, by their names, such as nanoGPT's `model_args.n_head`. */
  readonly numbers: ReadonlyMap<string, number>;
}

export interface Place {
  /** Another file, relative to the model's folder; undefined for the model itself. */
  readonly location: string | undefined;
  /** Bytes `[start, end)`. */
  readonly start: number;
  readonly end: number;
  /** Values as they are in memory, little-endian, or each the varint of its sixteen bits. */
  readonly coding: "plain" | "varints";
}

/** A matrix that can be a model's table. */
export interface FileTable extends FileTensor {
  readonly shape: readonly [number, number];
  readonly type: FloatType;
  readonly place: Place;
}

/** Why a tensor cannot be a table, as a sentence, or undefined where it can. */
export function unfit({ name: whole, shape, type, place }: FileTensor): string | undefined {
  const name = foreign(whole);
  const sizes = shapeText(shape);
  if (shape.length !== 2) {
    return l10n.t('"{0}" has the shape {1}; a table has two dimensions.', name, sizes);
  }
  if (shape.includes(0)) return l10n.t('"{0}" has the shape {1} and no values.', name, sizes);
  if (!isFloatType(type)) {
    return l10n.t(
      '"{0}" has values of type {1}; F32, F16 or BF16 are needed.',
      name,
      typeName(type),
    );
  }
  return place === undefined ? l10n.t('"{0}" has no values that can be read.', name) : undefined;
}

/** The same without the sentence: a file may hold very many. */
export function isTable(tensor: FileTensor): tensor is FileTable {
  const { shape, type, place } = tensor;
  return shape.length === 2 && !shape.includes(0) && isFloatType(type) && place !== undefined;
}

/** A tensor in a sentence that may name several. */
export function describe({ name, shape, type }: TensorInfo): string {
  return `"${foreign(name, 50)}" ${typeText(type, shape)}`;
}

/** "F32 [50257, 768]" */
export function typeText(type: string, shape: readonly number[]): string {
  return `${typeName(type)} ${foreign(shapeText(shape), 40)}`;
}

/** A type as a sentence has it; what a file may call one is a text like any other. */
function typeName(type: string): string {
  return /^\w[\w ]{0,30}$/.test(type) ? type : `"${foreign(type, 20)}"`;
}

/** "[50257, 768]"; a file may claim any number of dimensions. */
export function shapeText(shape: readonly number[]): string {
  const sizes = shape.slice(0, MOST_SIZES).join(", ");
  return shape.length > MOST_SIZES ? `[${sizes}, …]` : `[${sizes}]`;
}

const MOST_SIZES = 8;

/** Bytes read at once: some milliseconds' work. */
const CHUNK_BYTES = 1 << 22;

/**
 * A table's values as float32, row-major, in chunks.
 * @param file where they lie
 * @throws {Error} that names the file, when they are not all there
 */
export async function* valuesOf(
  table: FileTable,
  file: SourceFile,
): AsyncGenerator<Float32Array<ArrayBuffer>> {
  const { place, type } = table;
  const unpacked = new Halves();
  let values = 0;
  for (let start = place.start; start < place.end; start += CHUNK_BYTES) {
    const length = Math.min(CHUNK_BYTES, place.end - start);
    const bytes = await withFileName(file.path, () => readFully(file, start, length));
    const chunk =
      place.coding === "plain" || type === "F32"
        ? decodeFloats(bytes, type)
        : decodeHalves(await withFileName(file.path, () => unpacked.take(bytes)), type);
    values += chunk.length;
    yield chunk;
  }
  const expected = table.shape[0] * table.shape[1];
  if (values !== expected) {
    throw new Error(
      l10n.t(
        '{0} has {1} values for "{2}", whose shape takes {3}.',
        foreignPath(file.path),
        values,
        foreign(table.name),
        expected,
      ),
    );
  }
}

/** Bytes of a table whose values lie as they are in memory. */
export function plainBytes(shape: readonly number[], type: FloatType): number {
  return shape.reduce((product, size) => product * size, FLOAT_BYTES[type]);
}

/** Numbers of sixteen bits out of varints that may be cut anywhere. */
class Halves {
  private value = 0;
  private shift = 0;

  take(bytes: Uint8Array): Uint16Array {
    const halves = new Uint16Array(bytes.length);
    let count = 0;
    for (const byte of bytes) {
      this.value |= (byte & 0x7f) << this.shift;
      this.shift += 7;
      if (byte < 0x80) {
        if (this.value > 0xffff) break;
        halves[count++] = this.value;
        this.value = this.shift = 0;
      } else if (this.shift > 14) break;
    }
    // Three bytes hold sixteen bits; more, or a larger value, is no half.
    if (this.shift > 14 || this.value > 0xffff) {
      throw new FileProblem((file) =>
        l10n.t("{0} has a float of sixteen bits that is larger than sixteen bits.", file),
      );
    }
    return halves.subarray(0, count);
  }
}
