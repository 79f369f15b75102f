/** The native module that `onnxruntime-node` loads, and which loads the library beside it. */
export const BINDING = "onnxruntime_binding.node";

/**
 * By platform, the files that the binding itself loads; the rest serves other kinds of hardware.
 * DirectML.dll is asked for by a graphics card's provider alone, when that is first used.
 */
export const LIBRARIES: Readonly<Record<string, readonly string[]>> = {
  linux: ["libonnxruntime.so.1"],
  darwin: ["libonnxruntime.1.dylib"],
  win32: ["onnxruntime.dll"],
};

/** ONNX Runtime's WebAssembly, as it is or packed. */
export const WASM = "ort-wasm-simd-threaded.wasm";

/** Where `onnxruntime-node` has the files of a platform, in its own folder. */
export function nativeFolder(platform: string, arch: string): string {
  return `bin/napi-v6/${platform}/${arch}`;
}
