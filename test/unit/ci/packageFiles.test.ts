import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { packageFiles, readTarget, targets } from "../../../.ci/packageFiles";
import { freshFolder, root } from "../../../.ci/support/folders";

/** What a production build makes. */
const BUILT = [
  ...[
    "extension.js",
    "later.js",
    "tokenWorker.js",
    "textWorker.js",
    "setWorker.js",
    "vectorWorker.js",
    "workerProcess.js",
    "panel.js",
    "panel.js.LICENSE.txt",
  ],
  ...["browser.js", "webTokenWorker.js", "webVectorWorker.js", "browser.js.LICENSE.txt"],
  ...["gpt2", "p50k_base", "cl100k_base", "o200k_base"].map((name) => `${name}.vocabulary`),
  ...["codicon.css", "codicon.ttf", "ort-wasm-simd-threaded.wasm"],
];

function built(...more: readonly string[]): string {
  const folder = freshFolder("bundle");
  for (const name of [...BUILT, ...more]) writeFileSync(join(folder, name), "");
  return folder;
}

describe("The list of a package's files", () => {
  it("has everything that is built, and no binary, where it is for every platform", () => {
    const files = packageFiles(root, built(), "universal").map(({ to }) => to);
    const bundles = files.filter((file) => file.startsWith("dist/")).sort();
    assert.deepEqual(bundles, BUILT.map((name) => `dist/${name}`).sort());
    for (const file of files) {
      assert.doesNotMatch(file, /node_modules|\.(node|so|dll|dylib|map|ts|br)(\.|$)|test/, file);
    }
  });

  it("has one platform's binary and nothing of the browser where it is for that", () => {
    const bundle = built();
    for (const target of targets) {
      const files = packageFiles(root, bundle, target).map(({ to }) => to);
      const native = files.filter((file) => file.includes("/bin/"));
      assert.ok(native.length >= 2, target);
      for (const file of native) assert.ok(file.includes(`/${target.replace("-", "/")}/`), file);
      assert.ok(files.includes("dist/ort-wasm-simd-threaded.wasm.br"), target);
      assert.ok(
        files.every((file) => !/browser|web(Token|Vector)Worker/.test(file)),
        target,
      );
    }
  });

  it("refuses a build that made something else, as a source map", () => {
    assert.throws(
      () => packageFiles(root, built("browser.js.map"), "universal"),
      /The build made browser\.js\.map/,
    );
  });

  it("names the targets that there are where another is asked for", () => {
    assert.equal(readTarget("universal"), "universal");
    assert.throws(() => readTarget("sunos-sparc"), /sunos-sparc\. There are those for linux-x64,/);
  });
});
