import { readFileSync } from "node:fs";
import { join } from "node:path";
import { nativeRuntime } from "../../src/embeddings/runtime/node/nativeRuntime";
import { wasmRuntime } from "../../src/embeddings/runtime/wasm/wasmRuntime";
import { root } from "../../.ci/support/folders";

/** ONNX Runtime's WebAssembly, as its package has it. */
export const WASM_FILE = join(
  root,
  "node_modules/onnxruntime-web/dist/ort-wasm-simd-threaded.wasm",
);

/** Both kinds of ONNX Runtime; a process has one WebAssembly. */
export const runtimes = {
  native: nativeRuntime,
  wasm: wasmRuntime(new Uint8Array(readFileSync(WASM_FILE))),
} as const;
