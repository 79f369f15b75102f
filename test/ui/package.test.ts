import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { makePackages } from "../../.ci/makePackage";
import { ownTarget, type Target } from "../../.ci/packageFiles";
import { PANES } from "../../src/shared/values/panes";
import { freshFolder } from "../../.ci/support/folders";
import { until } from "../../.ci/support/until";
import { Workbench } from "../../.ci/support/workbench";
import { zipNames } from "../support/zip";

/** What every package holds besides the manifest and content types that every VSIX has. */
const inEvery: readonly (string | RegExp)[] = [
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
  "docs/notebook.md",
  /^docs\/notebook\/(batch|copy|loader|positions|toy|windows)-(dark|light)\.png$/,
  /^docs\/pictures\/visualizer-(dark|light)\.png$/,
  "dist/extension.js",
  "dist/later.js",
  "dist/tokenWorker.js",
  "dist/textWorker.js",
  "dist/setWorker.js",
  "dist/vectorWorker.js",
  "dist/workerProcess.js",
  "dist/panel.js",
  /^dist\/\w+\.js\.LICENSE\.txt$/,
  "dist/cl100k_base.vocabulary",
  "dist/gpt2.vocabulary",
  "dist/o200k_base.vocabulary",
  "dist/p50k_base.vocabulary",
  "dist/codicon.css",
  "dist/codicon.ttf",
];

function inPackageFor(target: string): readonly (string | RegExp)[] {
  if (target === "universal") {
    return [
      ...inEvery,
      "dist/ort-wasm-simd-threaded.wasm",
      ...["browser", "webTokenWorker", "webVectorWorker"].map((name) => `dist/${name}.js`),
    ];
  }
  const native = `dist/node_modules/onnxruntime-node/bin/napi-v6/${target.replace("-", "/")}/`;
  return [
    ...inEvery,
    "dist/ort-wasm-simd-threaded.wasm.br",
    "dist/node_modules/onnxruntime-node/package.json",
    /^dist\/node_modules\/onnxruntime-node\/dist\/(index|backend|binding|version)\.js$/,
    `${native}onnxruntime_binding.node`,
    new RegExp(
      `^${native}` +
        String.raw`(libonnxruntime\.so\.1|libonnxruntime\.1\.dylib|onnxruntime\.dll)\.br$`,
    ),
    "dist/node_modules/onnxruntime-common/package.json",
    /^dist\/node_modules\/onnxruntime-common\/dist\/cjs\/([\w-]+\.js|package\.json)$/,
  ];
}

/** Packages that are there already, or those for this machine, made now. */
const packages =
  givenPackages() ?? [...new Set([ownTarget(), "universal" as const])].map(newPackage);

interface TestedPackage {
  readonly target: string;
  readonly file: () => Promise<string>;
}

function givenPackages(): TestedPackage[] | undefined {
  return process.env["TOKENSCOPE_VSIX"]?.split(delimiter).map((file) => {
    const [, target = ""] = /tokenscope-([a-z0-9-]+)-\d[^/\\]*\.vsix$/.exec(file) ?? [];
    return { target, file: async () => file };
  });
}

function newPackage(target: Target): TestedPackage {
  return { target, file: async () => (await makePackages([target]))[0]?.file ?? "" };
}

for (const { target, file: fileOf } of packages) {
  describe(`The package for ${target}`, () => {
    let file: string;

    before(async function () {
      file = await fileOf();
    });

    it("holds what is expected and nothing else", () => {
      const expected = inPackageFor(target);
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

      it("does the main job, and says by which runtime", async () => {
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
        const chip = panel.locator("header .chip.ready");
        const title = (await chip.getAttribute("title")) ?? "";
        if (target === "universal") {
          assert.match((await chip.textContent()) ?? "", / · WebAssembly$/);
          assert.match(
            title,
            /WebAssembly.*binary for .* could not be loaded \(Cannot find module/s,
          );
        } else {
          assert.doesNotMatch((await chip.textContent()) ?? "", /WebAssembly/);
          assert.match(title, /ONNX Runtime's binary for this platform/);
        }
        await workbench.screenshot(`package-installed-${target}`);
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

      it("shows the page on a pane, from the package", async () => {
        const panel = await workbench.panel();
        // The hover of the text lies over the panel until the mouse leaves it.
        await workbench.page.mouse.move(5, 5);
        await panel.getByRole("button", { name: "Help on windows and coverage" }).click();
        await workbench.frameWith("the page on windows", "h1", "Windows and coverage");
        await workbench.screenshot(`package-help-${target}`);
      });
    });
  });
}
