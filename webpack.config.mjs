import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { tsImport } from "tsx/esm/api";
import webpack from "webpack";

/** Rank tables of `gpt-tokenizer` by encoding. */
const RANKS = {
  gpt2: "r50k_base",
  p50k_base: "p50k_base",
  cl100k_base: "cl100k_base",
  o200k_base: "o200k_base",
};
const { version } = JSON.parse(readFileSync("package.json", "utf8"));
const { thirdParties } = await tsImport("./.ci/thirdParty.ts", import.meta.url);
const { compileVocabulary } = await tsImport(
  "./src/tokens/encode/compileVocabulary.ts",
  import.meta.url,
);
const { BINDING, LIBRARIES, nativeFolder, WASM } = await tsImport(
  "./src/embeddings/runtime/node/runtimeFiles.ts",
  import.meta.url,
);
const WASM_FILE = `node_modules/onnxruntime-web/dist/${WASM}`;

/**
 * How the bundle of ONNX Runtime's WebAssembly is bundled: it gets its file's bytes and starts no
 * threads, so that it need not find out where it lies.
 * @type {webpack.RuleSetRule}
 */
const ortRule = {
  test: /ort\.wasm\.bundle\.min\.mjs$/,
  parser: { url: false, worker: false },
};
const ortPlace = new webpack.DefinePlugin({
  "import.meta.url": JSON.stringify("file:///tokenscope/"),
});

/** SHA-256 of the files of ONNX Runtime, for the platforms that there are, as `fileHashes.ts` has it. */
const runtimeHashes = () => {
  const folder = "node_modules/onnxruntime-node";
  const hashOf = (/** @type {string} */ file) =>
    createHash("sha256").update(readFileSync(file)).digest("hex");
  const hashes = { [WASM]: hashOf(WASM_FILE) };
  for (const platform of Object.keys(LIBRARIES)) {
    for (const arch of ["x64", "arm64"]) {
      for (const name of [BINDING, ...LIBRARIES[platform]]) {
        const file = `${folder}/${nativeFolder(platform, arch)}/${name}`;
        if (existsSync(file)) hashes[`${platform}/${arch}/${name}`] = hashOf(file);
      }
    }
  }
  return JSON.stringify(hashes);
};

const hashesPlace = new webpack.DefinePlugin({ RUNTIME_HASHES: runtimeHashes() });

/** Names of the packages that the notices name with their licences. */
const named = new Set(thirdParties().map((/** @type {{ name: string }} */ { name }) => name));

/** Refuses to bundle a package that the notices do not know. */
class NamedPackages {
  /** @param {webpack.Compiler} compiler */
  apply(compiler) {
    compiler.hooks.thisCompilation.tap("NamedPackages", (compilation) => {
      compilation.hooks.finishModules.tap("NamedPackages", (modules) => {
        for (const module of modules) {
          const path = module.nameForCondition()?.replaceAll("\\", "/") ?? "";
          const name = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1];
          if (name === undefined || named.has(name)) continue;
          const text = `ThirdPartyNotices.txt does not know ${name}. Name it in .ci/thirdParty.ts.`;
          compilation.errors.push(new webpack.WebpackError(text));
        }
      });
    });
  }
}

/** @type {Record<string, () => Uint8Array>} */
const vocabularies = Object.fromEntries(
  Object.entries(RANKS).map(([encoding, ranks]) => [
    `${encoding}.vocabulary`,
    () =>
      compileVocabulary(
        readFileSync(`node_modules/gpt-tokenizer/data/${ranks}.tiktoken`, "utf8"),
        // The one that nearly everybody uses is to be ready at once.
        encoding === "gpt2" ? "mapped" : "packed",
      ),
  ]),
);

/** Adds files to `dist` that are made or copied rather than bundled. */
class Assets {
  /** @param {Record<string, () => Uint8Array>} files */
  constructor(files) {
    this.files = files;
  }
  /** @param {webpack.Compiler} compiler */
  apply(compiler) {
    compiler.hooks.thisCompilation.tap("Assets", (compilation) => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_ADDITIONAL;
      compilation.hooks.processAssets.tap({ name: "Assets", stage }, () => {
        for (const [name, make] of Object.entries(this.files)) {
          compilation.emitAsset(name, new webpack.sources.RawSource(Buffer.from(make())));
        }
      });
    });
  }
}

/**
 * @param {{ test?: boolean, cli?: boolean }} env
 * @param {{ mode?: "production" | "development" }} argv
 * @returns {webpack.Configuration[]}
 */
export default (env, { mode = "production" }) => {
  /**
   * @param {string} tsconfig
   * @param {"eager" | "lazy"} dynamicImportMode whether what is imported later has a file of its own,
   *   which must be found from where the bundle runs
   */
  const common = (tsconfig, dynamicImportMode = "eager") =>
    /** @type {const} */ ({
      mode,
      devtool: mode === "production" ? false : "source-map",
      resolve: { extensions: [".ts", ".js"] },
      module: {
        rules: [
          {
            test: /\.ts$/,
            loader: "esbuild-loader",
            options: { target: "es2023", tsconfig },
          },
          ortRule,
        ],
        parser: { javascript: { dynamicImportMode } },
      },
      performance: { hints: false },
      stats: "errors-warnings",
    });

  /** @type {webpack.Configuration} */
  const host = {
    // VS Code waits for this bundle when it starts the extension.
    ...common("src/tsconfig.json", "lazy"),
    name: "host",
    target: "node20",
    entry: { extension: "./src/desktop.ts" },
    output: {
      path: import.meta.dirname + "/dist",
      libraryTarget: "commonjs2",
      chunkFilename: "[name].js",
    },
    optimization: {
      // What is loaded later is one file: its parts share much.
      splitChunks: { cacheGroups: { later: { chunks: "async", name: "later", enforce: true } } },
    },
    externals: { vscode: "commonjs vscode" },
  };

  /** @type {webpack.Configuration} */
  const workers = {
    ...common("src/tsconfig.json"),
    name: "workers",
    target: "node20",
    entry: {
      tokenWorker: "./src/workers/node/tokenWorker.ts",
      textWorker: "./src/workers/node/textWorker.ts",
      setWorker: "./src/workers/node/setWorker.ts",
      vectorWorker: "./src/workers/node/vectorWorker.ts",
      workerProcess: "./src/workers/node/workerProcess.ts",
    },
    output: { path: import.meta.dirname + "/dist" },
    externals: { "onnxruntime-node": "commonjs onnxruntime-node" },
    plugins: [
      ortPlace,
      hashesPlace,
      new Assets({ [WASM]: () => readFileSync(WASM_FILE), ...vocabularies }),
    ],
  };
  /**
   * The command line, a package of its own.
   * @type {webpack.Configuration}
   */
  const cli = {
    ...common("src/tsconfig.json"),
    name: "cli",
    target: "node20",
    entry: {
      tokenscope: "./src/cli/tokenscope.ts",
      textWorker: "./src/workers/node/textWorker.ts",
    },
    output: { path: import.meta.dirname + "/out/cli/dist" },
    plugins: [
      new webpack.DefinePlugin({ CLI_VERSION: JSON.stringify(version) }),
      new webpack.BannerPlugin({
        banner: "#!/usr/bin/env node",
        raw: true,
        include: /^tokenscope/,
      }),
      new Assets(vocabularies),
    ],
  };
  /** @type {webpack.Configuration} */
  const browserHost = {
    ...common("src/tsconfig.browser.json"),
    name: "browserHost",
    target: "webworker",
    entry: { browser: "./src/browser.ts" },
    output: { path: import.meta.dirname + "/dist", libraryTarget: "commonjs2" },
    externals: { vscode: "commonjs vscode" },
  };
  /** @type {webpack.Configuration} */
  const browserWorkers = {
    ...common("src/tsconfig.browser.json"),
    name: "browserWorkers",
    target: "webworker",
    entry: {
      webTokenWorker: "./src/workers/browser/tokenWorker.ts",
      webVectorWorker: "./src/workers/browser/vectorWorker.ts",
    },
    output: { path: import.meta.dirname + "/dist" },
    plugins: [ortPlace],
  };
  /** @type {webpack.Configuration} */
  const page = {
    ...common("webview/tsconfig.json"),
    name: "page",
    target: "web",
    entry: { panel: "./webview/app/panel.ts" },
    output: { path: import.meta.dirname + "/dist" },
    plugins: [
      new Assets({
        "codicon.css": () => readFileSync("node_modules/@vscode/codicons/dist/codicon.css"),
        "codicon.ttf": () => readFileSync("node_modules/@vscode/codicons/dist/codicon.ttf"),
      }),
    ],
  };
  /** @type {webpack.Configuration} */
  const suite = {
    ...common("tsconfig.json"),
    name: "suite",
    target: "node20",
    devtool: "inline-source-map",
    entry: { suite: "./test/vscode/suite.ts" },
    output: { path: import.meta.dirname + "/out/test", libraryTarget: "commonjs2" },
    externals: {
      vscode: "commonjs vscode",
      esbuild: "commonjs esbuild",
      tiktoken: "commonjs tiktoken",
    },
  };
  /** @type {webpack.Configuration} */
  const webSuite = {
    ...common("tsconfig.json"),
    name: "webSuite",
    target: "webworker",
    devtool: "inline-source-map",
    entry: { webSuite: "./test/web/suite.ts" },
    output: { path: import.meta.dirname + "/out/test", libraryTarget: "commonjs2" },
    externals: { vscode: "commonjs vscode" },
    plugins: [
      new webpack.NormalModuleReplacementPlugin(
        /^node:assert\/strict$/,
        import.meta.dirname + "/test/web/assert.ts",
      ),
    ],
  };
  /**
   * The vector worker that verifies GPT-2's tables with what tests serve for them: GPT-2's own are too
   * large for the repository.
   * @type {webpack.Configuration}
   */
  const testWorkers = {
    ...workers,
    name: "testWorkers",
    entry: { vectorWorker: "./src/workers/node/vectorWorker.ts" },
    output: { path: import.meta.dirname + "/out/test/workers" },
    plugins: [
      ortPlace,
      hashesPlace,
      new webpack.NormalModuleReplacementPlugin(/\/gpt2Published$/, (resource) => {
        // What stands in imports the real one, from elsewhere.
        if (!resource.context.startsWith(import.meta.dirname + "/src")) return;
        resource.request = import.meta.dirname + "/test/support/gpt2PublishedStandIn.ts";
      }),
    ],
  };
  const shipped = [host, workers, browserHost, browserWorkers, page];
  for (const bundle of [...shipped, cli]) {
    bundle.plugins = [...(bundle.plugins ?? []), new NamedPackages()];
  }
  if (env.cli) return [cli];
  return env.test ? [...shipped, testWorkers, suite, webSuite] : shipped;
};
