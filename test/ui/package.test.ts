import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makePackage } from "../../.ci/makePackage";
import { readTarget } from "../../.ci/packageFiles";
import { PANES } from "../../src/shared/panes";
import { freshFolder } from "../support/folders";
import { until } from "../support/until";
import { Workbench } from "../support/workbench";
import { zipNames } from "../support/zip";

const { platform, arch } = process;

/** What the package holds besides the manifest and content types that every VSIX has. */
const expected: readonly (string | RegExp)[] = [
  "package.json",
  "package.nls.json",
  "readme.md",
  "changelog.md",
  "LICENSE.txt",
  "ThirdPartyNotices.txt",
  "l10n/bundle.l10n.json",
  /^media\/[\w.-]+$/,
  /^media\/walkthrough\/\w+-(dark|light)\.png$/,
  ...PANES.map((pane) => `docs/panes/${pane}.md`),
  "dist/extension.js",
  "dist/tokenWorker.js",
  "dist/vectorWorker.js",
  "dist/panel.js",
  /^dist\/\w+\.js\.LICENSE\.txt$/,
  "dist/cl100k_base.vocabulary",
  "dist/gpt2.vocabulary",
  "dist/o200k_base.vocabulary",
  "dist/p50k_base.vocabulary",
  "dist/codicon.css",
  "dist/codicon.ttf",
  "dist/node_modules/onnxruntime-node/package.json",
  /^dist\/node_modules\/onnxruntime-node\/dist\/(index|backend|binding|version)\.js$/,
  `dist/node_modules/onnxruntime-node/bin/napi-v6/${platform}/${arch}/onnxruntime_binding.node`,
  new RegExp(
    `^dist/node_modules/onnxruntime-node/bin/napi-v6/${platform}/${arch}/` +
      String.raw`(libonnxruntime\.so\.1|libonnxruntime\.1\.dylib|onnxruntime\.dll|DirectML\.dll)$`,
  ),
  "dist/node_modules/onnxruntime-common/package.json",
  /^dist\/node_modules\/onnxruntime-common\/dist\/cjs\/([\w-]+\.js|package\.json)$/,
];

describe("The package", () => {
  let file: string;

  before(async function () {
    this.timeout(240_000);
    file =
      process.env["TOKENSCOPE_VSIX"] ?? (await makePackage(readTarget(`${platform}-${arch}`))).file;
  });

  it("holds what is expected and nothing else", () => {
    const names = zipNames(readFileSync(file))
      .filter((name) => name.startsWith("extension/"))
      .map((name) => name.slice("extension/".length));
    const fits = (name: string, pattern: string | RegExp): boolean =>
      typeof pattern === "string" ? name === pattern : pattern.test(name);
    const stray = names.filter((name) => !expected.some((pattern) => fits(name, pattern)));
    const missing = expected.filter((pattern) => !names.some((name) => fits(name, pattern)));
    assert.deepEqual({ stray, missing }, { stray: [], missing: [] });
  });

  describe("installed into a fresh VS Code", () => {
    let workbench: Workbench;

    before(async () => {
      const folder = freshFolder("workspace");
      writeFileSync(join(folder, "verdict.txt"), "I HAD always thought Jack Gisburn\n".repeat(9));
      workbench = await Workbench.open({ folder, vsix: file });
      await workbench.openFile("verdict.txt");
    });

    after(() => workbench.close());

    it("does the main job, native runtime and all", async () => {
      await workbench.runCommand("Tokenscope: Open Visualizer");
      const panel = await workbench.panel();
      const cell = panel.locator('token-pane [data-token="6"] .id');
      assert.equal(await cell.innerText(), "402");

      await panel.locator("vector-pane heat-map canvas").first().waitFor();
      const colours = await until("painted heatmap", async () => {
        const counts = await panel.locator("vector-pane heat-map canvas").evaluateAll((all) =>
          all.map((canvas) => {
            const { width, height } = canvas as HTMLCanvasElement;
            const context = (canvas as HTMLCanvasElement).getContext("2d");
            const { data } = context!.getImageData(0, 0, width, height);
            return new Set(new Uint32Array(data.buffer)).size;
          }),
        );
        return counts.length >= 3 && counts.every((count) => count > 20) && counts;
      });
      assert.ok(colours.length >= 3);
      await workbench.screenshot("package-installed");
    });

    it("adds token and position to the input in the readout", async () => {
      const panel = await workbench.panel();
      await panel.locator("vector-pane heat-map").first().hover();
      const readout = panel.locator("vector-pane .readout .sum");
      const [token, position, input] = (await readout.innerText())
        .replaceAll("−", "-")
        .split(/ [+=] /)
        .map(Number);
      assert.ok(Math.abs(token! + position! - input!) < 2e-4, await readout.innerText());
    });

    it("draws vectors in the hover", async () => {
      const hover = await workbench.hover("G");
      await until("hover with strips", async () => (await hover.locator("img").count()) >= 1);
      assert.match(await hover.innerText(), /\b402\b/);
    });
  });
});
