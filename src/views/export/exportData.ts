/** What is exported, in one of two shapes: arrays for numpy and PyTorch, records for everything else. */
export interface ExportData {
  readonly arrays: readonly ExportArray[];
  /** Columns of the records, in their order. */
  readonly columns: readonly string[];
  /** What holds of all of it, by name. A format that has no place for it has it in each record. */
  readonly about?: Readonly<Record<string, string>>;
  /** Records a few milliseconds' worth at a time. */
  records(): AsyncIterable<readonly ExportedRecord[]>;
}

/** What is exported with one of its arrays alone; undefined where it has none of that name. */
export function withOneArray(exported: ExportData, name: string): ExportData | undefined {
  const array = exported.arrays.find((each) => each.name === name);
  return array && { ...exported, arrays: [array] };
}

/** A row-major array of known size, whose bytes come in pieces. */
export interface ExportArray {
  readonly name: string;
  readonly type: "int64" | "float32";
  readonly shape: readonly number[];
  /** Little-endian, `byteLength` of them in all. */
  bytes(): AsyncIterable<Uint8Array>;
}

export type ExportedRecord = Readonly<Record<string, ExportValue>>;
export type ExportValue = number | string | readonly number[];

const BYTES = { int64: 8, float32: 4 } as const;

export function byteLength({ type, shape }: Pick<ExportArray, "type" | "shape">): number {
  return shape.reduce((product, size) => product * size, BYTES[type]);
}

/** Whole numbers from 0 to 2^32 − 1 as little-endian int64, as PyTorch has ids. */
export function int64Bytes(values: Uint32Array): Uint8Array<ArrayBuffer> {
  const halves = new Uint32Array(2 * values.length);
  values.forEach((value, at) => (halves[2 * at] = value));
  return new Uint8Array(halves.buffer);
}

export function float32Bytes(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
