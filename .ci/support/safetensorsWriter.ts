/** A tensor to be written, row-major; its bytes little-endian. */
export interface WrittenTensor {
  readonly type: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** A tensor of float32. */
export function f32(
  shape: readonly number[],
  value: ArrayLike<number> | ((at: number) => number),
): WrittenTensor {
  const length = shape.reduce((product, size) => product * size, 1);
  const values =
    typeof value === "function"
      ? Float32Array.from({ length }, (_, at) => value(at))
      : Float32Array.from(value);
  return { type: "F32", shape, bytes: new Uint8Array(values.buffer) };
}

/** A tensor of values of sixteen bits, given as those bits. */
export function halves(
  type: "F16" | "BF16",
  shape: readonly number[],
  bits: ArrayLike<number>,
): WrittenTensor {
  return { type, shape, bytes: new Uint8Array(Uint16Array.from(bits).buffer) };
}

/** A safetensors file of tensors, in their order and without gaps. */
export function safetensorsFile(
  tensors: Readonly<Record<string, WrittenTensor>>,
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = { __metadata__: { format: "pt" } };
  let end = 0;
  for (const [name, { type, shape, bytes }] of Object.entries(tensors)) {
    header[name] = { dtype: type, shape, data_offsets: [end, (end += bytes.length)] };
  }
  return withHeader(
    JSON.stringify(header),
    Object.values(tensors).map(({ bytes }) => bytes),
  );
}

/** A file with any text as its header. */
export function withHeader(
  json: string,
  parts: readonly Uint8Array[] = [],
  length?: bigint,
): Uint8Array<ArrayBuffer> {
  const text = Buffer.from(json);
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(length ?? BigInt(text.length));
  return new Uint8Array(Buffer.concat([start, text, ...parts]));
}
