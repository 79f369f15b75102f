import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createHash } from "node:crypto";
import { dirname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { createVSIX } from "@vscode/vsce";
import { outFolder, outputFolder, root } from "./support/folders";
import { buildExtension } from "./support/webpackBuild";
import { packageFiles, type Target } from "./packageFiles";
import { shippedReadme } from "./shippedReadme";
import { isScript, missingSourceMaps, withoutSourceMap } from "./sourceMaps";

/** A package on the disk. */
export interface Package {
  readonly file: string;
  readonly bytes: number;
}

/**
 * Builds for production and packs the extension, once for each target. The working build in `dist`
 * stays as it is.
 * @param effort "most" takes minutes for packages a tenth smaller
 * @throws when the build fails, or a file of a package's list or a source map that one names is
 *   missing
 */
export async function makePackages(
  wanted: readonly Target[],
  effort: Effort = "little",
): Promise<Package[]> {
  const bundle = join(outFolder, "bundle");
  rmSync(bundle, { recursive: true, force: true });
  await buildExtension({ mode: "production", outputFolder: bundle });
  const packages: Package[] = [];
  for (const target of wanted) packages.push(await makePackage(target, bundle, effort));
  return packages;
}

async function makePackage(target: Target, bundle: string, effort: Effort): Promise<Package> {
  const staging = join(outFolder, "package");
  rmSync(staging, { recursive: true, force: true });
  const files = packageFiles(root, bundle, target);
  const missing = files.filter(({ from }) => !existsSync(from));
  if (missing.length > 0) {
    throw new Error(`The package needs ${missing.map(({ to }) => to).join(", ")}.`);
  }
  for (const { from, to, brotli = false } of files) {
    mkdirSync(dirname(join(staging, to)), { recursive: true });
    if (brotli) writeFileSync(join(staging, to), packedHard(from, effort));
    else if (isScript(from)) {
      writeFileSync(join(staging, to), withoutSourceMap(readFileSync(from, "utf8")));
    } else cpSync(from, join(staging, to));
  }
  const readme = shippedReadme(readFileSync(join(root, "README.md"), "utf8"));
  writeFileSync(join(staging, "README.md"), readme);
  const manifest = shippedManifest(target);
  writeFileSync(join(staging, "package.json"), JSON.stringify(manifest, undefined, 2));

  const maps = missingSourceMaps(staging);
  if (maps.length > 0) throw new Error(`Source maps are not in the package: ${maps.join(", ")}.`);

  // The staging folder holds what is to be packed and nothing else, so nothing is to be ignored.
  const ignoreFile = join(outFolder, "package.ignore");
  writeFileSync(ignoreFile, "");
  const file = join(outFolder, `tokenscope-${target}-${String(manifest["version"])}.vsix`);
  await createVSIX({
    cwd: staging,
    packagePath: file,
    // Without one it is for every platform that has no package of its own, and for the browser.
    ...(target !== "universal" && { target }),
    ignoreFile,
    dependencies: false,
    rewriteRelativeLinks: false,
    allowMissingRepository: true,
  });
  return { file, bytes: statSync(file).size };
}

/** Qualities of Brotli: seconds for what a test unpacks again, minutes for what is given out. */
const QUALITIES = { little: 5, most: 11 };
type Effort = keyof typeof QUALITIES;

/** A file by Brotli, which takes its time: what was packed before is kept. */
function packedHard(file: string, effort: Effort): Uint8Array {
  const bytes = readFileSync(file);
  const digest = createHash("sha256").update(bytes).digest("hex");
  const kept = join(outputFolder("packed"), `${digest}.${effort}.br`);
  if (existsSync(kept)) return readFileSync(kept);
  const { BROTLI_PARAM_LGWIN, BROTLI_PARAM_QUALITY, BROTLI_PARAM_SIZE_HINT } = constants;
  const packed = brotliCompressSync(bytes, {
    params: {
      [BROTLI_PARAM_QUALITY]: QUALITIES[effort],
      [BROTLI_PARAM_LGWIN]: 24,
      [BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  // Whole or not at all, also when this is interrupted.
  writeFileSync(`${kept}.part`, packed);
  renameSync(`${kept}.part`, kept);
  return packed;
}

/** The manifest without what only a checkout, or the other kind of package, can use. */
function shippedManifest(target: Target): Record<string, unknown> {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as Record<
    string,
    unknown
  >;
  const { scripts, dependencies, devDependencies, browser, ...shipped } = manifest;
  return target === "universal" ? { ...shipped, browser } : shipped;
}
