import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { folderOfProcess, root } from "../../.ci/support/folders";
import { WASM_FILE } from "./runtimes";

/** Bundles of workers, for tests in plain Node, whose processes cannot read the sources. */
export interface BuiltWorkers {
  /** Their folder, with ONNX Runtime's WebAssembly. */
  readonly dist: string;
  /** The process around a worker. */
  readonly program: string;
  readonly vectorWorker: string;
}

let built: Promise<BuiltWorkers> | undefined;

export function builtWorkers(): Promise<BuiltWorkers> {
  return (built ??= make());
}

async function make(): Promise<BuiltWorkers> {
  // Its own in each process: another that is building would cut short what this one starts. It stays for
  // the run, because the next file of tests in this process uses it too.
  const dist = folderOfProcess("workers");
  symlinkSync(join(root, "node_modules"), join(dist, "node_modules"), "junction");
  await build({
    entryPoints: ["workerProcess", "vectorWorker"].map((name) =>
      join(root, "src/workers/node", `${name}.ts`),
    ),
    outdir: dist,
    bundle: true,
    minify: true,
    platform: "node",
    target: "node20",
    external: ["onnxruntime-node"],
    define: { "import.meta.url": JSON.stringify("file:///tokenscope/") },
    logLevel: "error",
  });
  cpSync(WASM_FILE, join(dist, "ort-wasm-simd-threaded.wasm"));
  const file = (name: string): string => join(dist, `${name}.js`);
  return { dist, program: file("workerProcess"), vectorWorker: file("vectorWorker") };
}
