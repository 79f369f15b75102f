import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import {
  BINDING,
  LIBRARIES,
  nativeFolder,
  WASM,
} from "../src/embeddings/runtime/node/runtimeFiles";
import { NOTICES_NAME } from "./thirdParty";

/** Platforms that ONNX Runtime has binaries for, as VS Code names them. */
export const targets = [
  "linux-x64",
  "linux-arm64",
  "darwin-arm64",
  "win32-x64",
  "win32-arm64",
] as const;

/** Besides them there is one without binaries: for every other platform, and for the browser. */
export type Target = (typeof targets)[number] | "universal";

/** @throws with the targets that there are, where this is none of them */
export function readTarget(name: string): Target {
  const all = [...targets, "universal"] as const;
  const target = all.find((each) => each === name);
  if (target !== undefined) return target;
  throw new Error(`There is no package for ${name}. There are those for ${all.join(", ")}.`);
}

/** The package that is for the machine that this runs on. */
export function ownTarget(): Target {
  const own = `${process.platform}-${process.arch}`;
  return targets.find((each) => each === own) ?? "universal";
}

/** A file of the package: where it is now, and where it goes. Paths have forward slashes. */
export interface PackageFile {
  readonly from: string;
  readonly to: string;
  /** Whether it is packed harder than a VSIX can, for what is seldom read. */
  readonly brotli?: boolean;
}

/** Bundles of a production build, and what it copies beside them. */
const bundles = [
  "extension.js",
  "later.js",
  "tokenWorker.js",
  "textWorker.js",
  "setWorker.js",
  "vectorWorker.js",
  "workerProcess.js",
  "panel.js",
  "gpt2.vocabulary",
  "p50k_base.vocabulary",
  "cl100k_base.vocabulary",
  "o200k_base.vocabulary",
  "codicon.css",
  "codicon.ttf",
];
const browserBundles = ["browser.js", "webTokenWorker.js", "webVectorWorker.js"];

/**
 * Everything that a package for `target` holds besides its manifest and README, which are made.
 * @param bundle folder of a production build
 * @throws when the build made a file that is not foreseen, so that nothing is lost unnoticed
 */
export function packageFiles(root: string, bundle: string, target: Target): PackageFile[] {
  const same = (path: string): PackageFile => ({ from: join(root, path), to: path });
  return [
    ...["package.nls.json", "CHANGELOG.md", "LICENSE", NOTICES_NAME].map(same),
    ...filesBelow(join(root, "media"), () => true).map((path) => same(`media/${path}`)),
    ...filesBelow(join(root, "l10n"), (path) => path.endsWith(".json")).map((path) =>
      same(`l10n/${path}`),
    ),
    ...filesBelow(join(root, "docs/panes"), (path) => path.endsWith(".md")).map((path) =>
      same(`docs/panes/${path}`),
    ),
    same("docs/notebook.md"),
    ...filesBelow(join(root, "docs/notebook"), (path) => path.endsWith(".png")).map((path) =>
      same(`docs/notebook/${path}`),
    ),
    ...["dark", "light"].map((theme) => same(`docs/pictures/visualizer-${theme}.png`)),
    ...bundleFiles(bundle, target),
    ...(target === "universal" ? [] : runtimeFiles(root, target)),
  ];
}

function bundleFiles(bundle: string, target: Target): PackageFile[] {
  const made = filesBelow(bundle, () => true);
  // webpack collects the licences of what it bundles in files beside the bundles.
  const known = [...bundles, ...browserBundles].flatMap((path) => [path, `${path}.LICENSE.txt`]);
  known.push(WASM);
  const stray = made.filter((path) => !known.includes(path));
  if (stray.length > 0) {
    throw new Error(`The build made ${stray.join(", ")}, which the package's list does not know.`);
  }
  const wanted = [...bundles, ...(target === "universal" ? browserBundles : [])];
  const licences = wanted.map((path) => `${path}.LICENSE.txt`);
  const from = (path: string): string => join(bundle, path);
  return [
    ...[...wanted, ...licences.filter((path) => made.includes(path))].map((path) => ({
      from: from(path),
      to: `dist/${path}`,
    })),
    // A browser's code can unpack no Brotli. Where there is a binary, the WebAssembly is read when that
    // cannot be loaded.
    target === "universal"
      ? { from: from(WASM), to: `dist/${WASM}` }
      : { from: from(WASM), to: `dist/${WASM}.br`, brotli: true },
  ];
}

/** ONNX Runtime as Node finds it from dist/vectorWorker.js: in the next node_modules. */
function runtimeFiles(root: string, target: Exclude<Target, "universal">): PackageFile[] {
  const [platform = "", arch = ""] = target.split("-");
  const of = (name: string, paths: readonly string[]): PackageFile[] =>
    paths.map((path) => ({
      from: join(root, "node_modules", name, path),
      to: `dist/node_modules/${name}/${path}`,
    }));
  const scripts = (name: string, folder: string): string[] =>
    filesBelow(join(root, "node_modules", name, folder), (path) =>
      /(\.js|package\.json)$/.test(path),
    ).map((path) => `${folder}/${path}`);
  const native = nativeFolder(platform, arch);
  return [
    ...of("onnxruntime-node", ["package.json", ...scripts("onnxruntime-node", "dist")]),
    ...of("onnxruntime-node", [`${native}/${BINDING}`]),
    // The vector worker unpacks them at its first use.
    ...of(
      "onnxruntime-node",
      (LIBRARIES[platform] ?? []).map((name) => `${native}/${name}`),
    ).map(({ from, to }) => ({ from, to: `${to}.br`, brotli: true })),
    ...of("onnxruntime-common", ["package.json", ...scripts("onnxruntime-common", "dist/cjs")]),
  ];
}

/** Paths of the wanted files, relative to the folder, in the order of their names. */
function filesBelow(folder: string, wanted: (path: string) => boolean): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
    .map((path) => path.replaceAll("\\", "/"))
    .filter(wanted)
    .sort();
}
