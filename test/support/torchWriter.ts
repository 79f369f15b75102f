import { crc32 } from "node:zlib";

/** Values of a checkpoint: numbers, texts, nothing, dictionaries, and tensors of float32. */
export type SavedValue =
  null | boolean | number | string | SavedTensor | { readonly [name: string]: SavedValue };

export class SavedTensor {
  constructor(
    readonly shape: readonly number[],
    readonly values: Float32Array,
  ) {}
}

export interface TorchFileOptions {
  /** What is put into the pickle before its end. */
  readonly more?: readonly Uint8Array[];
  /** Bytes of each storage; those of its values unless told. */
  readonly storage?: (values: Float32Array) => Uint8Array;
  readonly byteOrder?: string;
}

const text = (value: string): Uint8Array => new TextEncoder().encode(value);
const uint32 = (value: number): Uint8Array => {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value, true);
  return bytes;
};

/** A file as `torch.save` writes it: a ZIP archive of stored files, one of them a pickle. */
export function torchFileOf(
  value: SavedValue,
  { more = [], storage = bytesOf, byteOrder = "little" }: TorchFileOptions = {},
): Uint8Array<ArrayBuffer> {
  const tensors: SavedTensor[] = [];
  const pickle = [Uint8Array.of(0x80, 2), ...pickled(value, tensors), ...more, text(".")];
  return zipOf({
    "model/data.pkl": Buffer.concat(pickle),
    "model/byteorder": text(byteOrder),
    ...Object.fromEntries(
      tensors.map(({ values }, at) => [`model/data/${at}`, storage(values)] as const),
    ),
    "model/version": text("3\n"),
  });
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

/** Operations that leave a value on the stack. */
function pickled(value: SavedValue, tensors: SavedTensor[]): Uint8Array[] {
  if (value === null) return [text("N")];
  if (typeof value === "boolean") return [Uint8Array.of(value ? 0x88 : 0x89)];
  if (typeof value === "number") return [text("J"), uint32(value)];
  if (typeof value === "string") return pickledText(value);
  if (value instanceof SavedTensor) return pickledTensor(value, tensors);
  const entries = Object.entries(value).flatMap(([name, each]) => [
    ...pickledText(name),
    ...pickled(each, tensors),
  ]);
  return [text("ccollections\nOrderedDict\n)R("), ...entries, text("u")];
}

function pickledText(value: string): Uint8Array[] {
  const bytes = text(value);
  return [text("X"), uint32(bytes.length), bytes];
}

function pickledTensor(tensor: SavedTensor, tensors: SavedTensor[]): Uint8Array[] {
  const { shape, values } = tensor;
  const strides = shape.map((_, at) => shape.slice(at + 1).reduce((sum, size) => sum * size, 1));
  const sizes = (all: readonly number[]) => [
    text("("),
    ...all.flatMap((size) => [text("J"), uint32(size)]),
    text("t"),
  ];
  const key = String(tensors.push(tensor) - 1);
  return [
    text("ctorch._utils\n_rebuild_tensor_v2\n(("),
    ...pickledText("storage"),
    text("ctorch\nFloatStorage\n"),
    ...pickledText(key),
    ...pickledText("cpu"),
    ...[text("J"), uint32(values.length), text("tQJ"), uint32(0)],
    ...sizes(shape),
    ...sizes(strides),
    Uint8Array.of(0x89),
    text("ccollections\nOrderedDict\n)RtR"),
  ];
}

/** An archive of files that are stored as they are. */
export function zipOf(files: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, bytes] of Object.entries(files)) {
    const record = Buffer.alloc(30);
    record.writeUInt32LE(0x0403_4b50, 0);
    record.writeUInt32LE(crc32(bytes), 14);
    record.writeUInt32LE(bytes.length, 18);
    record.writeUInt32LE(bytes.length, 22);
    record.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x0201_4b50, 0);
    record.copy(entry, 6, 4, 30);
    entry.writeUInt32LE(at, 42);
    directory.push(entry, Buffer.from(name));
    parts.push(record, Buffer.from(name), Buffer.from(bytes));
    at += 30 + name.length + bytes.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x0605_4b50, 0);
  const count = directory.length / 2;
  end.writeUInt16LE(count, 8);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]));
}
