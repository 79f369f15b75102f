import assert from "node:assert/strict";
import { RuntimeFallback } from "../../../src/workers/runtimeFallback";
import type { WorkerDeath } from "../../../src/workers/workerClient";

const NATIVE = { runtime: "auto", reason: undefined, inProcess: true } as const;

/** A death while `during` waited, of a process that had answered the others. */
function death(during: string | undefined, ...answered: string[]): WorkerDeath {
  return {
    message: "It stopped.",
    end: { why: "it crashed (SIGSEGV)", process: { hasStarted: true } },
    during,
    answered: new Set(answered),
    generation: 1,
  };
}
const unstarted: WorkerDeath = {
  ...death("use"),
  end: { why: "it could not be started (EPERM)", process: { hasStarted: false } },
};

describe("The runtime after deaths", () => {
  it("is WebAssembly in a process from the second death in a row at one step on, and says why", () => {
    const fallback = new RuntimeFallback();
    assert.deepEqual(fallback.start("auto"), NATIVE);
    assert.equal(fallback.noteDeath(death("embed", "use"), "auto"), "It stopped.");
    assert.deepEqual(fallback.start("auto"), NATIVE);
    assert.equal(
      fallback.noteDeath(death("embed", "use"), "auto"),
      "It stopped. It stopped there before, so WebAssembly takes over.",
    );
    const reason =
      "ONNX Runtime's binary was given up: its process stopped 2 times in a row at the same step (it crashed (SIGSEGV)).";
    assert.deepEqual(fallback.start("auto"), { runtime: "wasm", reason, inProcess: true });
    // It goes on in WebAssembly, for the reason that there was.
    fallback.noteDeath(death("embed", "use"), "auto");
    assert.deepEqual(fallback.start("auto"), { runtime: "wasm", reason, inProcess: true });
  });

  it("stays the binary while every step is survived between two deaths at it", () => {
    const fallback = new RuntimeFallback();
    for (let turn = 0; turn < 200; turn++) {
      const step = ["use", "embed", "nearestTokens"][turn % 3]!;
      fallback.noteDeath(death(step, "use", "embed", "nearestTokens"), "auto");
      fallback.noteDeath(death("positions", "positions"), "auto");
    }
    assert.deepEqual(fallback.start("auto"), NATIVE);
  });

  it("stays the binary where it dies while nothing is asked, however often", () => {
    const fallback = new RuntimeFallback();
    for (let turn = 0; turn < 10; turn++) fallback.noteDeath(death(undefined), "auto");
    assert.deepEqual(fallback.start("auto"), NATIVE);
  });

  it("is WebAssembly where two steps take turns in killing it", () => {
    const fallback = new RuntimeFallback();
    for (const step of ["use", "positions", "use"]) fallback.noteDeath(death(step), "auto");
    assert.equal(fallback.start("auto").runtime, "wasm");
  });

  it("is WebAssembly in a thread where no process can be started", () => {
    const fallback = new RuntimeFallback();
    fallback.noteDeath(unstarted, "auto");
    assert.deepEqual(fallback.start("auto"), NATIVE);
    fallback.noteDeath(unstarted, "auto");
    assert.deepEqual(fallback.start("auto"), {
      runtime: "wasm",
      reason:
        "No process could be started for ONNX Runtime's binary (it could not be started (EPERM)).",
      inProcess: false,
    });
    assert.deepEqual(fallback.start("wasm"), {
      runtime: "wasm",
      reason: undefined,
      inProcess: false,
    });
  });

  it("stays the binary where the settings insist on it, and the message says what to do", () => {
    const fallback = new RuntimeFallback();
    fallback.noteDeath(death("use"), "native");
    assert.equal(
      fallback.noteDeath(death("use"), "native"),
      "It stopped. Set tokenscope.runtime to “auto”, and WebAssembly takes over.",
    );
    assert.deepEqual(fallback.start("native"), { ...NATIVE, runtime: "native" });
  });

  it("is the binary again once the settings ask for another and are reset", () => {
    const fallback = new RuntimeFallback();
    for (let turn = 0; turn < 2; turn++) fallback.noteDeath(unstarted, "auto");
    fallback.reset();
    assert.deepEqual(fallback.start("auto"), NATIVE);
    fallback.noteDeath(unstarted, "auto");
    assert.deepEqual(fallback.start("auto"), NATIVE);
  });

  it("does not depend on the deaths of threads", () => {
    const fallback = new RuntimeFallback();
    for (let turn = 0; turn < 5; turn++) {
      fallback.noteDeath({ ...death("use"), end: { why: "exit code 1" } }, "auto");
    }
    assert.deepEqual(fallback.start("auto"), NATIVE);
  });
});
