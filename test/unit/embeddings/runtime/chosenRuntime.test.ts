import assert from "node:assert/strict";
import { chosenRuntime, type Runtimes } from "../../../../src/embeddings/runtime/chosenRuntime";
import { nodeRuntimes } from "../../../../src/embeddings/runtime/node/nodeRuntimes";
import type { Runtime } from "../../../../src/embeddings/runtime/runtime";
import {
  runtimeText,
  type RuntimeChoice,
  type RuntimeInUse,
} from "../../../../src/shared/base/runtimes";

const GRAPH = new Uint8Array(0);

/** A runtime that tells its name by refusing to open anything. */
const named = (name: string): Runtime => ({
  open: () => Promise.reject(new Error(`opened by ${name}`)),
});
const there: Runtimes = {
  native: async () => named("native"),
  wasm: async () => named("wasm"),
};
const noBinary: Runtimes = {
  ...there,
  native: () => Promise.reject(new Error("There is no binary.")),
};
const nothing: Runtimes = {
  ...noBinary,
  wasm: () => Promise.reject(new Error("There is no WebAssembly.")),
};

/** What comes of opening a graph twice, and what was told. */
async function outcome(
  choice: RuntimeChoice,
  runtimes: Runtimes,
): Promise<{ message: string; told: RuntimeInUse[] }> {
  const told: RuntimeInUse[] = [];
  const runtime = chosenRuntime(choice, runtimes, (inUse) => told.push(inUse));
  assert.deepEqual(told, []);
  const [first, second] = await Promise.allSettled([runtime.open(GRAPH), runtime.open(GRAPH)]);
  assert.deepEqual(first, second);
  assert.equal(first.status, "rejected");
  return { message: (first.reason as Error).message, told };
}

describe("The runtime", () => {
  it("is the binary where it can be loaded and nothing else is asked for", async () => {
    for (const choice of ["auto", "native"] as const) {
      const { message, told } = await outcome(choice, there);
      assert.equal(message, "opened by native");
      assert.deepEqual(told, [{ kind: "native", reason: undefined }]);
    }
  });

  it("is WebAssembly, with the reason, where the binary cannot be loaded", async () => {
    const { message, told } = await outcome("auto", noBinary);
    assert.equal(message, "opened by wasm");
    assert.deepEqual(told, [{ kind: "wasm", reason: "There is no binary." }]);
    assert.equal(
      runtimeText(told[0]!),
      "Vectors are computed by ONNX Runtime's WebAssembly. There is no binary.",
    );
  });

  it("is WebAssembly where that is asked for, whether or not there is a binary", async () => {
    for (const runtimes of [there, noBinary]) {
      const { message, told } = await outcome("wasm", runtimes);
      assert.equal(message, "opened by wasm");
      assert.deepEqual(told, [{ kind: "wasm", reason: undefined }]);
      assert.match(runtimeText(told[0]!), /setting tokenscope\.runtime asks for it/);
    }
  });

  it("is refused where only the binary is asked for and cannot be loaded, with what to do", async () => {
    const { message, told } = await outcome("native", noBinary);
    assert.equal(
      message,
      "There are no vectors, but tokens and windows work. There is no binary. Set tokenscope.runtime to “auto” or “wasm”, which computes them by WebAssembly, or install Tokenscope's package for this platform.",
    );
    assert.deepEqual(told, []);
  });

  it("is refused where nothing runs, with every reason", async () => {
    const { message } = await outcome("auto", nothing);
    assert.equal(
      message,
      "There are no vectors, but tokens and windows work. There is no binary. There is no WebAssembly.",
    );
    assert.match((await outcome("wasm", nothing)).message, /work\. There is no WebAssembly\.$/);
  });

  it("says which file of WebAssembly cannot be read", async () => {
    const places = { dist: "/nowhere", unpacked: "/nowhere" };
    await assert.rejects(nodeRuntimes(places).wasm(), /nowhere.ort-wasm.*\.wasm.*Reinstall/);
  });
});
