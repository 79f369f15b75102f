/** A safetensors file of float32 tables of these shapes, each with the values 0, 1, 2, … */
export function safetensorsFile(
  shapes: Readonly<Record<string, readonly [number, number]>>,
): Uint8Array {
  const header: Record<string, unknown> = {};
  const values: number[] = [];
  for (const [name, shape] of Object.entries(shapes)) {
    const start = 4 * values.length;
    for (let at = 0; at < shape[0] * shape[1]; at++) values.push(at);
    header[name] = { dtype: "F32", shape, data_offsets: [start, 4 * values.length] };
  }
  const text = new TextEncoder().encode(JSON.stringify(header));
  const file = new Uint8Array(8 + text.length + 4 * values.length);
  new DataView(file.buffer).setBigUint64(0, BigInt(text.length), true);
  file.set(text, 8);
  file.set(new Uint8Array(Float32Array.from(values).buffer), 8 + text.length);
  return file;
}
