/** The smallest module with an instruction of WebAssembly's SIMD: a function that makes a v128. */
const SIMD_MODULE = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  // Type: no parameters, one v128.
  ...[0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b],
  // One function of that type.
  ...[0x03, 0x02, 0x01, 0x00],
  // i32.const 0, i8x16.splat, end.
  ...[0x0a, 0x08, 0x01, 0x06, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0x0b],
);

/** Whether this processor and engine run WebAssembly with SIMD. */
export function hasSimd(): boolean {
  return isModule(SIMD_MODULE);
}

/** Whether bytes are a module that this engine runs; nothing is where there is no WebAssembly. */
export function isModule(bytes: Uint8Array): boolean {
  // Node's types do not have it, and an engine may not.
  const { WebAssembly } = globalThis as {
    readonly WebAssembly?: { validate(bytes: Uint8Array): boolean };
  };
  return WebAssembly?.validate(bytes) === true;
}
