import assert from "node:assert/strict";
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { unzipSync } from "fflate";
import { makePackages } from "../../.ci/makePackage";
import { ownTarget } from "../../.ci/packageFiles";
import { freshFolder } from "../../.ci/support/folders";
import { assertClose } from "../support/close";
import { randomRows } from "../support/openedModel";
import { packagedVectors } from "../support/packagedVectors";

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

/** What may happen to an unpacked library, by its path. */
const UNPACKED_DAMAGES: Readonly<Record<string, (library: string) => void>> = {
  "was cut in half": (library) => {
    truncateSync(library, statSync(library).size / 2);
  },
  "was emptied": (library) => {
    truncateSync(library, 0);
  },
  "lost its last megabyte to zeros": (library) => {
    const { size } = statSync(library);
    truncateSync(library, size - 1_000_000);
    truncateSync(library, size);
  },
  "got zeros in its middle": (library) => {
    overwrite(library, statSync(library).size / 2, new Uint8Array(65_536));
  },
  "had one bit flipped": (library) => {
    const at = Math.trunc(statSync(library).size / 3);
    const [byte = 0] = readFileSync(library).subarray(at, at + 1);
    overwrite(library, at, Uint8Array.of(byte ^ 16));
  },
  "lost its library": (library) => {
    rmSync(library);
  },
  "got another binding": (library) => {
    writeFileSync(join(dirname(library), "onnxruntime_binding.node"), "no library");
  },
};

describe("An installed package", () => {
  const target = ownTarget();
  // A platform without a package of its own has no binary to be without.
  if (target === "universal") return;
  let files: Record<string, Uint8Array>;

  before(async function () {
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
  const answered = (
    dist: string,
    runtime: "auto" | "native" | "wasm",
    unpacked = freshFolder("runtime"),
  ) => packagedVectors(dist, runtime, unpacked);

  /** Rows 3, 0 and 19 of the seeded table. */
  function rightRows(): Float32Array {
    const { values } = randomRows(20, 8, 123);
    return Float32Array.from([3, 0, 19].flatMap((row) => [...values.slice(8 * row, 8 * row + 8)]));
  }

  it("computes by its binary, which it unpacks once and not beside those that nobody uses", async () => {
    const dist = installed();
    const unpacked = freshFolder("runtime");
    const DAY = 24 * 60 * 60;
    const now = Date.now() / 1000;
    for (const [name, days] of [
      ["onnxruntime-0.0.1", 60],
      ["onnxruntime-0.0.2", 1],
    ] as const) {
      mkdirSync(join(unpacked, name));
      utimesSync(join(unpacked, name), now - days * DAY, now - days * DAY);
    }
    const { token, runtimes } = await answered(dist, "auto", unpacked);
    assertClose(token, rightRows());
    assert.deepEqual(runtimes, [{ kind: "native", reason: undefined }]);
    // Another version loads the one of yesterday, perhaps at this moment.
    const [other, made = "", ...more] = readdirSync(unpacked).sort();
    assert.deepEqual([other, more], ["onnxruntime-0.0.2", []]);
    assert.match(made, /^onnxruntime-1\./);

    // Another window, later: nothing is unpacked again.
    const library = join(unpacked, made, libraryIn(join(unpacked, made)));
    const { mtimeMs } = statSync(library);
    assert.deepEqual((await answered(dist, "auto", unpacked)).runtimes, runtimes);
    assert.equal(statSync(library).mtimeMs, mtimeMs);
  });

  for (const [what, damage] of Object.entries(UNPACKED_DAMAGES)) {
    it(`computes by its binary at once after what it had unpacked ${what}`, async () => {
      const dist = installed();
      const unpacked = freshFolder("runtime");
      await answered(dist, "auto", unpacked);
      const [made = ""] = readdirSync(unpacked);
      const folder = join(unpacked, made);
      damage(join(folder, libraryIn(folder)));
      const { token, runtimes, deaths } = await answered(dist, "auto", unpacked);
      assertClose(token, rightRows());
      assert.deepEqual(
        { runtimes, deaths },
        { runtimes: [{ kind: "native", reason: undefined }], deaths: [] },
      );
      assert.deepEqual(readdirSync(unpacked), [made]);
    });
  }

  it("computes by WebAssembly where nothing can be unpacked", async () => {
    const nowhere = join(freshFolder("runtime"), "file");
    writeFileSync(nowhere, "");
    const { token, runtimes } = await answered(installed(), "auto", join(nowhere, "runtime"));
    assertClose(token, rightRows());
    assert.match(runtimes[0]?.reason ?? "", /binary for .* could not be loaded \(ENOTDIR/);
  });

  for (const [what, damage] of Object.entries(DAMAGES)) {
    it(`that ${what} computes by WebAssembly and says why`, async () => {
      const dist = installed();
      damage(nativeFolder(dist));
      const { token, ids, runtimes } = await answered(dist, "auto");
      assertClose(token, rightRows());
      assert.equal(ids[0], 3);
      const [inUse] = runtimes;
      assert.ok(inUse !== undefined && runtimes.length === 1, `${runtimes.length} were told.`);
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

/** Writes over a part of a file. */
function overwrite(path: string, at: number, bytes: Uint8Array): void {
  const file = openSync(path, "r+");
  writeSync(file, bytes, 0, bytes.length, Math.trunc(at));
  closeSync(file);
}

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
