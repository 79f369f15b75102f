import assert from "node:assert/strict";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { makePackages } from "../../.ci/makePackage";
import { ownTarget } from "../../.ci/packageFiles";
import type { RuntimeInUse } from "../../src/shared/runtimes";
import { nodeThread } from "../../src/workers/node/nodeThread";
import type { VectorHost, VectorService } from "../../src/workers/vectorService";
import { WorkerClient } from "../../src/workers/workerClient";
import { freshFolder } from "../support/folders";
import { assertClose } from "../support/close";
import { randomRows } from "../support/openedModel";

const CHOICE = { source: "seeded", vocabularySize: 20, dimensions: 8, contextLength: 4 } as const;
const BATCH = { ids: Int32Array.of(3, 0, 19), rows: 1, length: 3, firstPosition: 0 };

/** How an installed package may have lost its binary, each with what is said of it. */
const DAMAGES: Readonly<Record<string, (folder: string) => void>> = {
  "has lost its binding": (folder) => {
    rmSync(join(folder, "onnxruntime_binding.node"));
  },
  "has lost its library": (folder) => {
    rmSync(join(folder, libraryIn(folder)));
  },
  "has a damaged binding": (folder) => {
    writeFileSync(join(folder, "onnxruntime_binding.node"), "no library");
  },
  "has a damaged library": (folder) => {
    writeFileSync(join(folder, libraryIn(folder)), new Uint8Array(100_000));
  },
  "has a library that is cut short": (folder) => {
    truncateSync(join(folder, libraryIn(folder)), 1_000_000);
  },
  "is for another processor": (folder) => {
    renameSync(folder, join(dirname(folder), "other"));
  },
};

describe("An installed package", () => {
  const target = ownTarget();
  let files: Record<string, Uint8Array>;

  before(async function () {
    if (target === "universal") this.skip();
    this.timeout(240_000);
    const given = process.env["TOKENSCOPE_VSIX"]?.split(delimiter);
    const made =
      given?.find((file) => file.includes(target)) ?? (await makePackages([target]))[0]?.file;
    files = unzipSync(readFileSync(made ?? ""), {
      filter: ({ name }) => name.startsWith("extension/dist/"),
    });
  });

  /** The package's folder of bundles, unpacked anew. */
  function installed(): string {
    const folder = freshFolder("installed");
    for (const [name, bytes] of Object.entries(files)) {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, bytes);
    }
    return join(folder, "extension/dist");
  }

  /** What the package's own vector worker answers, by which runtime. */
  async function answered(dist: string, runtime: "auto" | "native" | "wasm") {
    const told: RuntimeInUse[] = [];
    const deaths: string[] = [];
    const worker = new WorkerClient<VectorService, VectorHost>(
      "The vector worker",
      () =>
        nodeThread(join(dist, "vectorWorker.js"), {
          folder: freshFolder("models"),
          strings: undefined,
          runtime,
          wasmFile: join(dist, "ort-wasm-simd-threaded.wasm"),
        }),
      (message) => deaths.push(message),
      {
        building: () => undefined,
        runs: (inUse: RuntimeInUse) => told.push(inUse),
      },
    );
    try {
      await worker.call.use(CHOICE, Infinity);
      const { token } = await worker.call.embed(BATCH);
      const { ids } = await worker.call.nearestTokens(3, 5);
      return { token, ids: [...ids], told };
    } finally {
      worker.dispose();
      assert.deepEqual(deaths, []);
    }
  }

  /** Rows 3, 0 and 19 of the seeded table. */
  function rightRows(): Float32Array {
    const { values } = randomRows(20, 8, 123);
    return Float32Array.from([3, 0, 19].flatMap((row) => [...values.slice(8 * row, 8 * row + 8)]));
  }

  it("computes by its binary", async () => {
    const { token, told } = await answered(installed(), "auto");
    assertClose(token, rightRows());
    assert.deepEqual(told, [{ kind: "native", reason: undefined }]);
  });

  for (const [what, damage] of Object.entries(DAMAGES)) {
    it(`that ${what} computes by WebAssembly and says why`, async () => {
      const dist = installed();
      damage(nativeFolder(dist));
      const { token, ids, told } = await answered(dist, "auto");
      assertClose(token, rightRows());
      assert.equal(ids[0], 3);
      const [inUse] = told;
      assert.ok(inUse !== undefined && told.length === 1, `${told.length} were told.`);
      assert.equal(inUse.kind, "wasm");
      const own = `${process.platform}-${process.arch}`;
      assert.match(
        inUse.reason ?? "",
        new RegExp(`^ONNX Runtime's binary for ${own} could not be loaded \\(.+\\)\\.$`),
      );
      await assert.rejects(
        answered(dist, "native"),
        /could not be loaded .* Set tokenscope\.runtime/,
      );
    });
  }

  it("without binary and without WebAssembly says both, and what works", async () => {
    const dist = installed();
    rmSync(nativeFolder(dist), { recursive: true });
    rmSync(join(dist, "ort-wasm-simd-threaded.wasm.br"));
    await assert.rejects(
      answered(dist, "auto"),
      /tokens and windows work\. ONNX Runtime's binary .* could not be loaded .*\.wasm cannot be read .*Reinstall/,
    );
  });
});

function nativeFolder(dist: string): string {
  const { platform, arch } = process;
  return join(dist, "node_modules/onnxruntime-node/bin/napi-v6", platform, arch);
}

function libraryIn(folder: string): string {
  const name = readdirSync(folder).find((each) =>
    /^(lib)?onnxruntime\.(so|dll|[\d.]+\.?dylib)/.test(each),
  );
  assert.ok(name !== undefined, "There is a library.");
  return name;
}
