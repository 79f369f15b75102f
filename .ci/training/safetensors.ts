/** A safetensors file of float32 tensors, in their order and without gaps. */
export function f32File(
  tensors: readonly (readonly [
    name: string,
    tensor: { readonly shape: readonly number[]; readonly values: Float32Array },
  ])[],
): Uint8Array<ArrayBuffer> {
  const header: Record<string, unknown> = {};
  let end = 0;
  for (const [name, { shape, values }] of tensors) {
    header[name] = { dtype: "F32", shape, data_offsets: [end, (end += values.byteLength)] };
  }
  const text = JSON.stringify(header);
  // Tensors begin at a multiple of eight bytes.
  const head = new TextEncoder().encode(text.padEnd(Math.ceil(text.length / 8) * 8));
  const file = new Uint8Array(8 + head.length + end);
  new DataView(file.buffer).setBigUint64(0, BigInt(head.length), true);
  file.set(head, 8);
  let at = 8 + head.length;
  for (const [, { values }] of tensors) {
    file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return file;
}
