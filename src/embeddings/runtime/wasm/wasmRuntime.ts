import * as l10n from "../../../shared/base/l10n";
import { env, InferenceSession, Tensor } from "onnxruntime-web/wasm";
import { FRUGAL_OPTIONS, OrtSession, SESSION_OPTIONS } from "../ortSession";
import type { GraphFile, Runtime } from "../runtime";
import type { TableFiles } from "../../store/tableFiles";
import { hasSimd, isModule } from "./webAssembly";

/**
 * ONNX Runtime as WebAssembly, which runs on every processor that the editor runs on. It has no
 * files: tables are read into its memory, once for each session. `run` blocks its thread.
 * @param binary of the package's own WebAssembly file
 * @throws {Error} where there is no WebAssembly with SIMD, or the file is damaged
 */
export function wasmRuntime(binary: Uint8Array<ArrayBuffer>): Runtime {
  if (!hasSimd()) {
    throw new Error(
      l10n.t("This processor or browser has no WebAssembly with SIMD, which ONNX Runtime needs."),
    );
  }
  if (!isModule(binary)) {
    throw new Error(
      l10n.t("ONNX Runtime's WebAssembly in this package is damaged. Reinstall Tokenscope."),
    );
  }
  env.wasm.wasmBinary = binary.buffer;
  // It already has a thread of its own; more would need memory that a browser seldom lets be shared.
  env.wasm.numThreads = 1;
  env.logLevel = "error";
  let turn: Promise<unknown> = Promise.resolve();
  return {
    open(graph) {
      // One after another: files that are handed to one session are taken from all when it is open.
      const opened = turn.then(() => open(graph));
      turn = opened.catch(() => undefined);
      return opened;
    },
  };
}

async function open(graph: GraphFile | Uint8Array): Promise<OrtSession> {
  if (graph instanceof Uint8Array) {
    return new OrtSession(await InferenceSession.create(graph, SESSION_OPTIONS), Tensor);
  }
  const { name, tables, files, isFrugal = false } = graph;
  const externalData: { path: string; data: Uint8Array }[] = [];
  for (const path of tables) externalData.push({ path, data: await whole(path, files) });
  const session = await InferenceSession.create(await whole(name, files), {
    ...(isFrugal ? FRUGAL_OPTIONS : SESSION_OPTIONS),
    externalData,
  });
  return new OrtSession(session, Tensor);
}

/** @throws {Error} when there is no such file */
async function whole(name: string, files: TableFiles): Promise<Uint8Array<ArrayBuffer>> {
  return files.read(name, 0, (await files.size(name)) ?? 0);
}
